/** What the compiler lets pass and what it does not; nothing of it is run. */

import { test } from "node:test";
import { type Client, createClient, isOfType, type Page, type Schemas } from "alliance-cms-client";

type Mark<A> = <T>() => T extends A ? 1 : 2;
type Same<A, B> = Mark<A> extends Mark<B> ? true : false;
/** Compiles only where the type of the value is just the one that is named. */
function is<T>() {
  return <V>(_value: V, ..._proof: Same<T, V> extends true ? [] : [never]): void => undefined;
}

async function parameters(client: Client): Promise<void> {
  client.participants.list({ country: ["GR", "FR"], joined_after: new Date(), limit: 3 });
  client.pages.list({ kind: "event", show_in_menus: true, date: "2014" });
  // @ts-expect-error: there is no such parameter
  client.participants.list({ contry: "GR" });
  // @ts-expect-error: there is none beside others either
  client.participants.list({ country: "GR", contry: "GR" });
  // @ts-expect-error: there is no such parameter of a summary
  client.participants.summary({ limit: 3 });
  // @ts-expect-error: pages know no day for which they answer
  client.pages.list({ as_of: "2014-01-01" });
  // @ts-expect-error: there is no such language
  client.site({ locale: "de" });
  client.participants.list({ kind: ["city", "region"], status: "former", theme: null });
  // @ts-expect-error: there is no such kind
  client.participants.list({ kind: ["city", "village"] });
  // @ts-expect-error: there is no such status
  client.participants.summary({ status: "gone" });
  // @ts-expect-error: there is no such type of page
  client.pages.list({ type: "alliance_pages.EventPage" });
  // @ts-expect-error: a number is a number
  client.participants.list({ limit: "3" });
  // @ts-expect-error: an item is known by its key
  client.participants.get("megara");
  // @ts-expect-error: a path must be given
  client.resolve();
  // @ts-expect-error: where the site is must be said
  createClient({});
}

async function answers(client: Client): Promise<void> {
  const whole = await client.participants.get(1);
  is<Schemas["Participant"]>()(whole);
  const chosen = await client.participants.get(1, { fields: "name" });
  is<Schemas["ParticipantFields"]>()(chosen);
  is<string | undefined>()(chosen.name);
  for await (const item of client.participants.list()) is<Schemas["ParticipantInList"]>()(item);
  for await (const item of client.participants.list({ fields: ["_", "website"] })) {
    is<string | null | undefined>()(item.website);
  }
  const { items } = await client.documents.list().page();
  is<Schemas["DocumentInList"] | undefined>()(items[0]);
  is<Schemas["Summary"]>()(await client.participants.summary());
  is<Schemas["SiteDocument"]>()(await client.site());
  const counted = { type: "alliance_pages.NewsArticlePage", year: [2014, 2015] } as const;
  is<Schemas["ArticleSummary"]>()(await client.pages.summary(counted));
  // @ts-expect-error: of which type is to be said
  client.pages.summary({ year: [2014, 2015] });
  // @ts-expect-error: a list has no website unless it was chosen
  for await (const item of client.participants.list()) item.website;
  // @ts-expect-error: images cannot be counted
  client.images.summary();
}

function pages(page: Page): void {
  // @ts-expect-error: not every page has a date
  page.date;
  if (isOfType(page, "alliance_pages.NewsArticlePage")) is<Schemas["NewsArticlePage"]>()(page);
  // @ts-expect-error: there is no such type
  isOfType(page, "alliance_pages.EventPage");
}

async function paths(client: Client): Promise<string> {
  const answer = await client.resolve("/en/");
  // @ts-expect-error: only where nothing is something is nearest
  answer.nearest;
  switch (answer.kind) {
    case "participant":
      is<Schemas["Participant"]>()(answer.item);
      return answer.item.slug;
    case "page":
    case "past_day":
    case "feed":
    case "form":
    case "search":
    case "open_data":
      is<Page>()(answer.item);
      return answer.item.title;
    case "redirect":
      return answer.redirect.location;
    case "gone":
      return answer.title;
    case "none":
      return answer.nearest?.title ?? answer.message;
  }
}

function applications(client: Client, application: Schemas["Application"]): void {
  client.apply(application, { letter: new Blob(), key: "a".repeat(16) });
  // @ts-expect-error: without consent nothing is taken in
  client.apply({ ...application, consent: false });
  // @ts-expect-error: there is no such country
  client.apply({ ...application, country: "ZZ" });
  // @ts-expect-error: a letter is a file
  client.apply(application, { letter: "Dear Alliance" });
}

const compiled = [parameters, answers, pages, paths, applications];
test("the types are those of the API", () => void compiled);
