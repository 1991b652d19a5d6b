/** What is asked and answered, as the API's own description in schema.ts says. */

import type { components, operations } from "./schema.js";

export type Schemas = components["schemas"];
type Operation = keyof operations;

type Answer<O extends Operation> = operations[O]["responses"] extends {
  200: { content: { "application/json": infer Body } };
}
  ? Body
  : never;

/** What a parameter can be given as: a list is joined by commas, a Date is its day in UTC. */
export type Value = string | number | boolean | Date | readonly (string | number)[];

/** The codes that a parameter takes, where the description of the answers lists them. */
interface Codes {
  kind: Schemas["Participant"]["kind"] | Schemas["NewsArticlePage"]["kind"];
  status: Schemas["Participant"]["status"] | "former" | "all";
  type: Schemas["PageInListMeta"]["type"];
}

// A free text takes every value; where the description lists some, it is one of them.
type Given<T> = T extends string ? (string extends T ? Value : T) : T;
type Coded<K extends keyof Codes> = Codes[K] | readonly Codes[K][];
type Named<Q> = { [K in keyof Q]: (K extends keyof Codes ? Coded<K> : Given<Q[K]>) | null };

/** The parameters of an operation. One that is null is not sent, nor is the client's own then. */
export type Query<O extends Operation> = operations[O] extends { parameters: { query?: infer Q } }
  ? Named<NonNullable<Q>>
  : never;

type Item<O extends Operation> = Answer<O> extends { items: (infer I)[] } ? I : Answer<O>;
/** An item as it comes without the parameter `fields`. */
export type Usual<O extends Operation> = Extract<Item<O>, { id: number }>;
/** An item as it comes with it: what was not chosen is missing. */
export type Chosen<O extends Operation> = Exclude<Item<O>, { id: number }>;
type Choosing = { readonly fields: Value };
type Plain = { readonly fields?: never };

export interface RequestOptions {
  /** Ends the request. */
  readonly signal?: AbortSignal;
}

export type ListPage<I> = { readonly meta: Schemas["ListMeta"]; readonly items: readonly I[] };

/** A list: `for await` gives all its items, and asks for one page after the other. */
export interface List<I> extends AsyncIterable<I> {
  /** Ask for one page alone; its `meta.total_count` counts the whole list. */
  page(): Promise<ListPage<I>>;
}

/** Items in lists (L) and by themselves (G). The parameter `fields` chooses what they have. */
export interface Collection<L extends Operation, G extends Operation, Q = Query<L>> {
  list(query: Q & Choosing, options?: RequestOptions): List<Chosen<L>>;
  list(query?: Q & Plain, options?: RequestOptions): List<Usual<L>>;
  get(id: number, query: Query<G> & Choosing, options?: RequestOptions): Promise<Chosen<G>>;
  get(id: number, query?: Query<G> & Plain, options?: RequestOptions): Promise<Usual<G>>;
}

export interface Counted<S extends Operation> {
  /** Return counts of what the filters keep. */
  summary(query?: Query<S>, options?: RequestOptions): Promise<Answer<S>>;
}

/** A page with all its fields; `isOfType` tells which. Its list takes the filters of articles. */
export type Page = Usual<"getPages">;
/** What is at a path; `kind` tells what. */
export type AtPath = Answer<"getResolve"> | Schemas["NothingAtPath"] | Schemas["WithdrawnAtPath"];
export type Preview = Answer<"getPreview">;
export type PreviewQuery = Omit<Query<"getPreview">, "token">;
export type PageQuery = Query<"listPages"> & Partial<Omit<Query<"pagesSummary">, "facets">>;

export interface ApplyOptions extends RequestOptions {
  /** The letter of the mayor or the decision of the council: PDF, JPEG or PNG. */
  readonly letter?: Blob;
  /** The Idempotency-Key: what is sent again with the same is taken in once. */
  readonly key?: string;
  /** The language of the answer. */
  readonly locale?: "en" | "fr";
}

export interface Client {
  /** Return what surrounds every page of a language. */
  site(query?: Query<"getSite">, options?: RequestOptions): Promise<Answer<"getSite">>;
  /** Return what is at a path, with its lists. That nothing is there is an answer too. */
  resolve(path: string, options?: RequestOptions): Promise<AtPath>;
  /** Return what an editor works on. token: as the preview panel hands it to the frontend. */
  preview(token: string, query?: PreviewQuery, options?: RequestOptions): Promise<Preview>;
  readonly participants: Collection<"listParticipants", "getParticipants"> &
    Counted<"participantsSummary">;
  readonly pages: Collection<"listPages", "getPages", PageQuery> & Counted<"pagesSummary">;
  readonly images: Collection<"listImages", "getImages">;
  readonly documents: Collection<"listDocuments", "getDocuments">;
  /** Return what changed after a cursor; without one, the cursor to go on from: `meta.next`. */
  changes(since?: string, options?: RequestOptions): Promise<Answer<"getChanges">>;
  /** Send an application to join, which its contact person has to confirm. */
  apply(application: Schemas["Application"], options?: ApplyOptions): Promise<Schemas["Sent"]>;
}
