/** Asking the API, and keeping what it has answered. */

/** An answer that is kept, with the ETag that it is confirmed by. */
export interface Kept {
  readonly etag: string;
  readonly text: string;
}

/** Where answers are kept by their address, and set again when they are confirmed. */
export interface Cache {
  get(url: string): Kept | undefined | Promise<Kept | undefined>;
  set(url: string, kept: Kept): unknown;
}

/** Return a cache of so many characters, which first loses what was asked for longest ago. */
export function memoryCache(mostCharacters = 20_000_000): Cache {
  const answers = new Map<string, Kept>();
  let characters = 0;
  const drop = (url: string): void => {
    characters -= answers.get(url)?.text.length ?? 0;
    answers.delete(url);
  };
  return {
    get: (url) => answers.get(url),
    set: (url, kept) => {
      drop(url);
      answers.set(url, kept);
      characters += kept.text.length;
      // A Map goes from what was set first to what was set last.
      for (const first of answers.keys()) if (characters > mostCharacters) drop(first);
    },
  };
}

type Errors = Readonly<Record<string, readonly string[]>>;
const PARAMETER = /^(?:unknown query parameter: (?<unknown>[^.]+)\.|(?<known>[\w-]+): )/;

/** Says that the API refused a request, or could not answer it. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** What is wrong, by parameter or by member, such as `contact.email`. */
  readonly errors: Errors;
  /** How many seconds to wait before the next try, where the API says so. */
  readonly retryAfter: number | undefined;

  /** body: of the answer, read as JSON if it is. */
  constructor(
    readonly url: string,
    readonly status: number,
    readonly body: unknown,
    headers: Headers,
  ) {
    const said: { message?: string; errors?: Errors } = Object(body);
    super(said.message ?? `${url} answered ${status}, but not as this API does.`);
    const { unknown, known } = PARAMETER.exec(this.message)?.groups ?? {};
    const names = (unknown ?? known)?.split(", ") ?? [];
    this.errors = said.errors ?? Object.fromEntries(names.map((name) => [name, [this.message]]));
    this.retryAfter = Number(headers.get("Retry-After")) || undefined;
  }
}

/** Return parameters as they stand in an address, in the order of their names. */
export function search(parameters: object): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === null) continue;
    given.set(name, value instanceof Date ? value.toISOString().slice(0, 10) : String(value));
  }
  given.sort();
  return `${given}` && `?${given}`;
}

export class Requests {
  constructor(
    private readonly site: string,
    private readonly fetch: typeof globalThis.fetch,
    private readonly cache: Cache | undefined,
  ) {}

  /** Return the answer at an address, whose type is A. Rejects with ApiError. */
  async ask<A>(address: string, sent: RequestInit = {}): Promise<A> {
    const url = `${this.site.replace(/\/+$/, "")}/api/v2/${address}`;
    const cache = sent.method === "POST" ? undefined : this.cache;
    const before = await cache?.get(url);
    const confirming = before && { headers: { "If-None-Match": before.etag } };
    const response = await this.fetch(url, { ...sent, ...confirming });
    if (before && response.status === 304) {
      await cache?.set(url, before);
      return JSON.parse(before.text);
    }
    const [answer, text] = await read<A>(url, response);
    const etag = response.headers.get("ETag");
    if (etag) await cache?.set(url, { etag, text });
    return answer;
  }
}

async function read<A>(url: string, response: Response): Promise<[A, string]> {
  const text = await response.text();
  try {
    if (response.ok) return [JSON.parse(text), text];
    throw new ApiError(url, response.status, JSON.parse(text), response.headers);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ApiError(url, response.status, text, response.headers);
  }
}
