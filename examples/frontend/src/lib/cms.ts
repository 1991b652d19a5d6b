/** The CMS, asked with its client. */
import { ApiError, createClient, memoryCache, type AtPath, type Client, type Schemas } from "alliance-cms-client";

export type { Schemas };
export type Site = Schemas["SiteDocument"];
export type Shown = Exclude<AtPath, { kind: "redirect" }>;
export type Image = Schemas["Image"];
export type Profile = Schemas["Participant"];
export type Lists = Required<Schemas["PageLists"]>;

export const CMS = (process.env.ALLIANCE_URL ?? "http://localhost:8000").replace(/\/+$/, "");
export const client: Client = createClient({ baseUrl: CMS, links: "relative", cache: memoryCache(200_000_000) });

// The API refuses what is no path at all, which visitors may ask for.
const NOTHING = { kind: "none", path: "/", locale: "en", message: "", nearest: null, lists: {} } as const;
/** Return what is at a path, with its lists as the parameters choose; those that the API refuses are left out. */
export async function resolve(path: string, search = ""): Promise<AtPath> {
  const found = await client.resolve(path + search).catch(unlessRefused(null));
  return found ?? (search ? resolve(path) : NOTHING);
}
/** Return what an editor works on, as what would be at its path. */
export async function previewed(token: string): Promise<Shown> {
  const { preview: { of }, lists = {}, ...item } = await client.preview(token, { lists: true });
  const [title, kind] = "title" in item ? [item.title, "page"] : [item.name, "participant"];
  const meta = { title, description: "", robots: "noindex", canonical: CMS, picture: null, json_ld: null };
  const around = { path: item.meta.html_url ?? "/", locale: of.locale, route: "", translations: [], breadcrumbs: [] };
  return { kind, item, lists, meta, ...around } as unknown as Shown;
}
/** Return a handler that gives something else where the API has refused a parameter. */
export function unlessRefused<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof ApiError && error.status === 400) return instead;
    throw error;
  };
}
/** Return participants as points on a map. */
export const placesOf = (items: Lists["places"]["items"]) =>
  items.map(({ name, meta, position }) => ({ label: name, href: meta.html_url, position }));
/** Return a file that the CMS makes, such as a feed, as it answers. */
export async function file(path: string, request: Request): Promise<Response> {
  const known = request.headers.get("If-None-Match");
  const answer = await fetch(CMS + path, { headers: { "Accept-Encoding": "identity", ...(known && { "If-None-Match": known }) } });
  return new Response(answer.body, { status: answer.status, headers: answer.headers });
}
