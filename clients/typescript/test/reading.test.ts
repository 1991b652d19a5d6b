import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient, isOfType } from "alliance-cms-client";
import { all, baseUrl, watched } from "./live.js";

const client = createClient({ baseUrl });

test("what surrounds every page comes in the language that is asked for", async () => {
  assert.equal((await client.site()).locale, "en");
  assert.equal((await client.site({ locale: "fr" })).labels.kind["city"], "ville");
});

test("a list gives every item once, over all its pages", async () => {
  const [watching, exchanges] = watched();
  const list = watching.participants.list({ limit: 4 });
  const slugs = (await all(list)).map((participant) => participant.slug);
  const { meta, items } = await client.participants.list({ limit: 100 }).page();
  assert.equal(slugs.length, meta.total_count);
  assert.deepEqual(slugs, items.map((participant) => participant.slug));
  assert.equal(new Set(slugs).size, slugs.length);
  assert.equal(exchanges.length, Math.ceil(slugs.length / 4));
  assert.ok(exchanges.length > 2);
});

test("a list can be read again, and left early", async () => {
  const [watching, exchanges] = watched();
  const list = watching.participants.list({ limit: 2 });
  for await (const first of list) {
    assert.ok(first.slug);
    break;
  }
  assert.equal(exchanges.length, 1);
  assert.equal((await all(list)).length, (await list.page()).meta.total_count);
});

test("a page of a list leads to the next by its cursor", async () => {
  const { meta, items } = await client.participants.list({ limit: 3 }).page();
  const after = new URL(meta.next ?? "").searchParams.get("after") ?? "";
  const next = await client.participants.list({ limit: 3, after }).page();
  assert.equal(next.meta.total_count, meta.total_count);
  assert.ok(next.items.every((item) => !items.some((before) => before.id === item.id)));
});

test("pages of a list are asked for where the client knows the site", async () => {
  const inside = `${baseUrl.replace("localhost", "127.0.0.1")}/`;
  const [watching, exchanges] = watched({ baseUrl: inside });
  await all(watching.participants.list({ limit: 5 }));
  assert.deepEqual([...new Set(exchanges.map(({ url }) => url.hostname))], ["127.0.0.1"]);
});

test("several values mean any of them", async () => {
  const found = await all(client.participants.list({ country: ["GR", "FR"], status: "all" }));
  assert.deepEqual([...new Set(found.map(({ country }) => country.code))].sort(), ["FR", "GR"]);
});

test("days, numbers, places and flags are written as the API reads them", async () => {
  const [watching, exchanges] = watched();
  await watching.participants.list({ as_of: new Date("2014-06-30T23:59:00Z") }).page();
  await watching.participants.list({ near: [48.58, 7.75], within_km: 300 }).page();
  await watching.participants.list({ country: null, limit: 0 }).page();
  await watching.pages.list({ show_in_menus: true, type: "alliance_pages.StandardPage" }).page();
  const written = exchanges.map(({ url }) => Object.fromEntries(url.searchParams));
  assert.deepEqual(written, [
    { as_of: "2014-06-30" },
    { near: "48.58,7.75", within_km: "300" },
    { limit: "0" },
    { show_in_menus: "true", type: "alliance_pages.StandardPage" },
  ]);
  assert.ok(exchanges.every(({ status }) => status === 200));
});

test("a participant has all fields, or those that were chosen", async () => {
  const [megara] = (await client.participants.list({ search: "megara" }).page()).items;
  assert.ok(megara);
  const whole = await client.participants.get(megara.id);
  assert.equal(whole.names["fr"], "Mégare");
  const { name, ...rest } = await client.participants.get(megara.id, {
    fields: ["_", "name"],
    locale: "fr",
  });
  assert.deepEqual([name, rest], ["Mégare", {}]);
  const [chosen] = await all(client.participants.list({ search: "megara", fields: "_,slug" }));
  assert.deepEqual(chosen, { slug: "megara" });
});

test("participants are counted by the filters of their list", async () => {
  const greek = { country: ["GR"] };
  const { total, countries } = await client.participants.summary({ ...greek, facets: "all" });
  const { meta } = await client.participants.list({ ...greek, limit: 0 }).page();
  assert.equal(total, meta.total_count);
  assert.ok(countries.some(({ code, count }) => code === "GR" && count === total));
});

test("pages are found, told apart by their type, and counted", async () => {
  const query = { type: "alliance_pages.NewsArticlePage", kind: "accession" } as const;
  const news = await all(client.pages.list({ ...query, fields: ["date"], limit: 3 }));
  assert.ok(news.length > 3);
  for (const page of news) assert.ok(isOfType(page, "alliance_pages.NewsArticlePage") && page.date);
  const { kinds } = await client.pages.summary(query);
  assert.equal(kinds.find(({ kind }) => kind === "accession")?.count, news.length);
  const [first] = (await client.pages.list(query).page()).items;
  const article = await client.pages.get(first?.id ?? 0);
  assert.ok(!isOfType(article, "alliance_pages.HomePage"));
  assert.ok(isOfType(article, "alliance_pages.NewsArticlePage"));
  assert.equal(article.kind, "accession");
});

test("images and documents are listed and read", async () => {
  const [image] = await all(client.images.list({ limit: 2 }));
  assert.equal((await client.images.get(image?.id ?? 0)).rendition.url, image?.rendition.url);
  const { meta, items } = await client.documents.list().page();
  assert.equal(items.length, meta.total_count);
  for (const { id, title } of items) assert.equal((await client.documents.get(id)).title, title);
});

test("the client's language holds wherever the API knows one and a query names none", async () => {
  const [french, exchanges] = watched({ locale: "fr" });
  const { items } = await french.pages.list({ type: "alliance_pages.HomePage" }).page();
  await french.pages.get(items[0]?.id ?? 0);
  await french.pages.list({ type: "alliance_pages.HomePage", locale: null }).page();
  await french.documents.list().page();
  await french.images.list({ limit: 1 }).page();
  await french.site({ locale: "en" });
  await french.resolve("/fr/");
  const asked = exchanges.map(({ url }) => url.searchParams.get("locale"));
  assert.deepEqual(asked, ["fr", null, null, null, "fr", "en", null]);
  assert.ok(exchanges.every(({ status }) => status === 200));
});

test("links on the site are paths wherever the client wants them so", async () => {
  const [relative, exchanges] = watched({ links: "relative", locale: "en" });
  assert.equal((await relative.site()).html_url, "/en/");
  const found = await relative.resolve("/en/news/");
  assert.ok(found.kind === "page" && found.item.meta.html_url === "/en/news/");
  const [city] = (await relative.participants.list({ search: "megara" }).page()).items;
  assert.equal(city?.meta.html_url, "/en/participants/megara/");
  await relative.participants.get(city?.id ?? 0);
  await relative.participants.summary();
  const [article] = (await relative.pages.list({ limit: 1 }).page()).items;
  await relative.pages.get(article?.id ?? 0);
  await relative.pages.summary({ type: "alliance_pages.NewsArticlePage" });
  const [image] = (await relative.images.list({ limit: 1 }).page()).items;
  await relative.images.get(image?.id ?? 0);
  await relative.documents.list().page();
  assert.ok(exchanges.every(({ status }) => status === 200));
});

test("what is at a path is told by its kind", async () => {
  const page = await client.resolve("/en/news/");
  assert.ok(page.kind === "page" && isOfType(page.item, "alliance_pages.NewsIndexPage"));
  const profile = await client.resolve("/fr/participants/megara/");
  assert.ok(profile.kind === "participant");
  assert.equal(profile.item.name, "Mégare");
  const moved = await client.resolve("/EN/News?page=2");
  assert.ok(moved.kind === "redirect");
  assert.deepEqual([moved.redirect.status, moved.redirect.path], [301, "/en/news/?page=2"]);
  const nothing = await client.resolve("/en/news/nothing/");
  assert.ok(nothing.kind === "none");
  assert.equal(nothing.nearest?.path, "/en/news/");
  const gone = await client.resolve("/fr/page/64-x.html");
  assert.ok(gone.kind === "gone");
  assert.match(gone.archived_url, /^https:\/\/web\.archive\.org\//);
  assert.equal((await client.resolve("/en/join/form/")).kind, "form");
});

test("a page comes with its lists, as the parameters of its path choose", async () => {
  const finder = await client.resolve("/en/participants/?country=GR");
  assert.ok(finder.kind === "page");
  const { participants, participants_summary: counts } = finder.lists ?? {};
  assert.deepEqual(participants?.items.map(({ name }) => name), ["Heraklion", "Megara"]);
  assert.ok(counts && counts.countries.length > 1);
  const profile = await client.resolve("/en/participants/megara/");
  assert.ok(profile.kind === "participant" && profile.lists?.articles?.items[0]?.date?.display);
  const search = await client.resolve("/en/search/?q=megara");
  assert.ok(search.kind === "search" && JSON.stringify(search.lists?.found).includes("Megara"));
});

test("changes begin at the present end of the log and go on from a cursor", async () => {
  const { meta, items } = await client.changes();
  assert.deepEqual(items, []);
  const next = await client.changes(meta.next);
  assert.ok(Array.isArray(next.items));
  await assert.rejects(client.changes("yesterday"), { status: 400 });
});
