/** A client of the public API of the Alliance. */

import { type ApiError, type Cache, memoryCache, Requests, search } from "./requests.js";
import type { Client, ListPage, RequestOptions, Schemas } from "./types.js";

export { ApiError, type Cache, type Kept, memoryCache } from "./requests.js";
export type * from "./types.js";

export interface ClientOptions {
  /** Where the site is, such as `https://www.example.org`. */
  readonly baseUrl: string;
  /** The language to ask for where a query names none; else the API chooses. */
  readonly locale?: "en" | "fr";
  /** Whether links on the site are paths or have its host; unless said, they have it. */
  readonly links?: "relative" | "full";
  /** What sends requests, instead of the platform's own. */
  readonly fetch?: typeof globalThis.fetch;
  /** Where answers are kept, to be confirmed by their ETags; `false` keeps none. */
  readonly cache?: Cache | false;
}

/** Return a client of the API of a site. */
export function createClient(options: ClientOptions): Client {
  const { baseUrl, locale, links, fetch = (...asked) => globalThis.fetch(...asked) } = options;
  const requests = new Requests(baseUrl, fetch, (options.cache ?? memoryCache()) || undefined);
  const [language, shown] = [{ locale }, { locale, links }];
  return {
    site: (query, options) => requests.ask(`site/${search({ ...shown, ...query })}`, options),
    resolve: async (path, options) => {
      try {
        return await requests.ask(`resolve/${search({ path, links, lists: true })}`, options);
      } catch (error) {
        // What is missing is told in the API's own words; another 404 comes from elsewhere.
        if (!/^(none|gone)$/.test(Object((error as ApiError)?.body).kind)) throw error;
        return (error as ApiError).body as Schemas["NothingAtPath"] | Schemas["WithdrawnAtPath"];
      }
    },
    preview: (token, query, options) =>
      requests.ask(`preview/${search({ links, ...query, token })}`, options),
    participants: collection(requests, "participants/", shown),
    pages: collection(requests, "pages/", shown, { links }),
    images: collection(requests, "images/", language),
    documents: collection(requests, "documents/"),
    changes: (since, options) => requests.ask(`changes/${search({ since })}`, options),
    apply: (application, { letter, key, signal, ...spoken } = {}) => {
      const document = new Blob([JSON.stringify(application)], { type: "application/json" });
      const form = new FormData();
      form.append("application", document);
      if (letter) form.append("letter", letter);
      return requests.ask(`applications/${search({ ...language, ...spoken })}`, {
        method: "POST",
        body: letter ? form : document,
        headers: key === undefined ? {} : { "Idempotency-Key": key },
        ...(signal && { signal }),
      });
    },
  };
}

// Where a query says nothing, ofList or ofItem is asked for. The types follow, as types.ts says.
function collection(requests: Requests, path: string, ofList = {}, ofItem = ofList) {
  return {
    list: (query: object = {}, options?: RequestOptions) => {
      const ask = (asked: string) => requests.ask<ListPage<never>>(path + asked, options);
      const first = search({ ...ofList, ...query });
      return { page: () => ask(first), [Symbol.asyncIterator]: () => items(ask, first) };
    },
    get: (id: number, query: object = {}, options?: RequestOptions) =>
      requests.ask<never>(`${path}${id}/${search({ ...ofItem, ...query })}`, options),
    summary: (query: object = {}, options?: RequestOptions) =>
      requests.ask<never>(`${path}summary/${search({ ...ofList, ...query })}`, options),
  };
}

async function* items<I>(ask: (asked: string) => Promise<ListPage<I>>, first: string) {
  for (let asked: string | null = first; asked !== null; ) {
    const page: ListPage<I> = await ask(asked);
    yield* page.items;
    // Its host is that of the site, where this client may know it by another.
    asked = page.meta.next && new URL(page.meta.next).search;
  }
}

type Typed = { readonly meta?: { readonly type?: string } };

/** Tell whether a page is of a type, and so has its fields. */
export function isOfType<I extends Typed, T extends NonNullable<NonNullable<I["meta"]>["type"]>>(
  page: I,
  type: T,
): page is Extract<I, { meta?: { type?: T } }> {
  return page.meta?.type === type;
}
