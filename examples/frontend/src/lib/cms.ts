/** The CMS, asked with its client. */
import { ApiError, createClient, memoryCache, type AtPath, type Client, type ListPage, type Schemas } from "alliance-cms-client";

export type { Schemas };
export type Site = Schemas["SiteDocument"];
export type Shown = Exclude<AtPath, { kind: "redirect" }>;
export type Image = Schemas["Image"];
export type Profile = Schemas["Participant"];
type Meta = { html_url: string | null; locale: "en" | "fr" };
/** What cards show. */
export type Card = Required<Pick<Schemas["ParticipantFields"], (typeof CARD)[number]>> & { meta: Meta };
export type Article = Pick<Schemas["NewsArticlePage"], "title" | "date" | "kind" | "introduction" | "lead_image"> & { meta: Meta };

export const CMS = (process.env.ALLIANCE_URL ?? "http://localhost:8000").replace(/\/+$/, "");
export const client: Client = createClient({ baseUrl: CMS, links: "relative", cache: memoryCache(200_000_000) });
const CARD = ["name", "country", "kind", "status", "number", "joined_on", "left_on", "themes", "image", "figures"] as const;
const NEWS = "alliance_pages.NewsArticlePage" as const;

// The API refuses what is no path at all, which visitors may ask for.
const NOTHING = { kind: "none", path: "/", locale: "en", message: "", nearest: null } as const;
/** Return what is at a path; parameters are given along where a redirect can ask for them. */
export async function resolve(path: string, search = ""): Promise<AtPath> {
  const found = await client.resolve(path).catch(unlessRefused(NOTHING));
  const isShown = found.kind !== "none" && found.kind !== "redirect";
  return isShown || !search ? found : client.resolve(path + search).catch(unlessRefused(found));
}
/** Return what an editor works on, as what would be at its path. */
export async function previewed(token: string): Promise<Shown> {
  const { preview: { of }, ...item } = await client.preview(token);
  const [title, kind] = "title" in item ? [item.title, "page"] : [item.name, "participant"];
  const meta = { title, description: "", robots: "noindex", canonical: CMS, picture: null, json_ld: null };
  const around = { path: item.meta.html_url ?? "/", locale: of.locale, route: "", translations: [], breadcrumbs: [] };
  return { kind, item, meta, ...around } as unknown as Shown;
}
/** Return a handler that gives something else where the API has refused a parameter. */
export function unlessRefused<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof ApiError && error.status === 400) return instead;
    throw error;
  };
}
const EMPTY = { meta: { total_count: 0, next: null }, items: [] };
/** Return a page of participants as cards; what the API refuses finds nobody. */
export const cards = (query: object) =>
  client.participants.list({ fields: ["_", "html_url", "locale", ...CARD], ...query }).page()
    .catch(unlessRefused(EMPTY)) as unknown as Promise<ListPage<Card>>;
/** Return a page of articles as cards, the newest first. */
export const articles = (query: object) =>
  client.pages.list({ type: NEWS, order: "-date", fields: "_,html_url,locale,title,date,kind,introduction,lead_image", ...query }).page()
    .catch(unlessRefused(EMPTY)) as unknown as Promise<ListPage<Article>>;
/** Return the counts of articles, or of participants unless the API refuses a filter, for a menu of choices. */
export const articleCounts = (locale: "en" | "fr") => client.pages.summary({ type: NEWS, locale });
export const counted = (query: object) => client.participants.summary(query).catch(unlessRefused(null));
export type Named = { name: string; locale: string; href: string | null; position: Schemas["Position"] | null };
/** Return all who take part by name, or of a country alone; more than 1,000 are not told apart on a map. */
export async function everybody(locale: "en" | "fr", count: number, country: string | null = null): Promise<Named[]> {
  const found: Named[] = [];
  if (count > 1000) return found;
  const list = client.participants.list({ locale, country, limit: 100, fields: "_,name,position,html_url,locale" });
  for await (const { name = "", position = null, meta } of list)
    found.push({ name, position, href: meta?.html_url ?? null, locale: meta?.locale ?? locale });
  return found;
}
/** Return those of them whose place is known, as points on a map. */
export const placesOf = (found: readonly Named[]) =>
  found.flatMap(({ name, href, position }) => (position ? [{ label: name, href, ...position }] : []));
/** Return a file that the CMS makes, such as a feed, as it answers. */
export async function file(path: string, request: Request): Promise<Response> {
  const known = request.headers.get("If-None-Match");
  const answer = await fetch(CMS + path, { headers: { "Accept-Encoding": "identity", ...(known && { "If-None-Match": known }) } });
  return new Response(answer.body, { status: answer.status, headers: answer.headers });
}
