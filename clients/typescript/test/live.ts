/** A site that really answers, and a look at what is asked of it. */

import { type Client, type ClientOptions, createClient } from "alliance-cms-client";

/** Where the site with the demonstration is. */
export const baseUrl = process.env["ALLIANCE_URL"] ?? "";
if (!baseUrl) throw new Error("ALLIANCE_URL must say where the site is.");

export interface Exchange {
  readonly url: URL;
  readonly confirms: string | null;
  readonly status: number;
}

/** Return a client, and the list of what it asks and what comes back. */
export function watched(options: Partial<ClientOptions> = {}): [Client, Exchange[]] {
  const exchanges: Exchange[] = [];
  const client = createClient({
    baseUrl,
    ...options,
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      const confirms = new Headers(init?.headers).get("If-None-Match");
      exchanges.push({ url: new URL(String(url)), confirms, status: response.status });
      return response;
    },
  });
  return [client, exchanges];
}

/** Return a client of a site that always gives the same answer. */
export function answered(status: number, body: string, headers?: HeadersInit): Client {
  const init = { status, ...(headers && { headers }) };
  return createClient({ baseUrl, fetch: async () => new Response(body, init) });
}

export async function all<I>(items: AsyncIterable<I>): Promise<I[]> {
  const found: I[] = [];
  for await (const item of items) found.push(item);
  return found;
}
