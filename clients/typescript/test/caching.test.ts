import assert from "node:assert/strict";
import { test } from "node:test";
import { type Kept, memoryCache } from "alliance-cms-client";
import { watched } from "./live.js";

test("what is asked again is confirmed, and comes as it came before", async () => {
  const [client, exchanges] = watched();
  const before = await client.participants.list({ country: ["FR"], limit: 5 }).page();
  const again = await client.participants.list({ limit: 5, country: "FR" }).page();
  assert.deepEqual(exchanges.map(({ status }) => status), [200, 304]);
  assert.equal(exchanges[0]?.confirms, null);
  assert.match(exchanges[1]?.confirms ?? "", /^"[0-9a-f]+(-[a-z]+)?"$/);
  assert.deepEqual(again, before);
  assert.notEqual(again, before, "whoever changes an answer must not change what is kept");
});

test("each address is confirmed by itself", async () => {
  const [client, exchanges] = watched();
  await client.site({ locale: "en" });
  assert.equal((await client.site({ locale: "fr" })).locale, "fr");
  assert.equal((await client.site({ locale: "en" })).locale, "en");
  assert.deepEqual(exchanges.map(({ status }) => status), [200, 200, 304]);
});

test("errors are not kept, nor is what is not there", async () => {
  const kept = new Map<string, Kept>();
  const [client, exchanges] = watched({ cache: kept });
  await client.resolve("/en/nothing/");
  await client.resolve("/en/nothing/");
  await assert.rejects(client.participants.list({ limit: 101 }).page());
  assert.deepEqual(exchanges.map(({ status }) => status), [404, 404, 400]);
  assert.equal(kept.size, 0);
});

test("clients can share what is kept, and one without a cache keeps nothing", async () => {
  const cache = memoryCache();
  const [first] = watched({ cache });
  const [second, exchanges] = watched({ cache });
  const [without, asked] = watched({ cache: false });
  await first.site();
  await second.site();
  await without.site();
  await without.site();
  assert.deepEqual(exchanges.map(({ status }) => status), [304]);
  assert.deepEqual(asked.map(({ status }) => status), [200, 200]);
  assert.ok(asked.every(({ confirms }) => confirms === null));
});

test("a cache can be asked over a network", async () => {
  const kept = new Map<string, Kept>();
  const cache = {
    get: async (url: string) => kept.get(url),
    set: async (url: string, answer: Kept) => void kept.set(url, answer),
  };
  const [client, exchanges] = watched({ cache });
  await client.site();
  await client.site();
  assert.equal(exchanges[1]?.status, 304);
});

test("what is kept has a bound, and what was asked for longest ago goes first", () => {
  const cache = memoryCache(10);
  const answer = (text: string): Kept => ({ etag: '"1"', text });
  cache.set("a", answer("aaaa"));
  cache.set("b", answer("bbbb"));
  cache.set("a", answer("aaaaa"));
  cache.set("c", answer("ccccc"));
  assert.deepEqual(["a", "b", "c"].map((url) => cache.get(url) !== undefined), [true, false, true]);
  cache.set("d", answer("more than ten"));
  assert.deepEqual(["a", "c", "d"].map((url) => cache.get(url)), [undefined, undefined, undefined]);
  cache.set("e", answer("fits again"));
  assert.ok(cache.get("e"));
});

test("what is confirmed is kept anew, so that it stays longer than what is not", async () => {
  const set: Kept[] = [];
  const kept = new Map<string, Kept>();
  const [client, exchanges] = watched({
    cache: {
      get: (url) => kept.get(url),
      set: (url, answer) => {
        kept.set(url, answer);
        set.push(answer);
      },
    },
  });
  await client.site();
  await client.site();
  assert.deepEqual(exchanges.map(({ status }) => status), [200, 304]);
  assert.equal(set.length, 2);
  assert.deepEqual(set[1], set[0]);
});
