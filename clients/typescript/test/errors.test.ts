import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, createClient } from "alliance-cms-client";
import { all, answered, baseUrl } from "./live.js";

const client = createClient({ baseUrl });

async function refused(promise: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await promise.then(
    () => assert.fail("It was answered."),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ApiError);
  return error;
}

test("a parameter out of range is named", async () => {
  const error = await refused(client.participants.list({ limit: 101 }).page());
  assert.equal(error.status, 400);
  assert.equal(error.message, "limit: cannot be higher than 100.");
  assert.deepEqual(error.errors, { limit: [error.message] });
  assert.equal(error.name, "ApiError");
  assert.equal(error.retryAfter, undefined);
});

test("a value that is none of those possible is named, in lists as well", async () => {
  const error = await refused(all(client.participants.list({ country: ["GR", "ZZ"] })));
  assert.deepEqual(Object.keys(error.errors), ["country"]);
  assert.deepEqual(Object.keys((await refused(client.resolve("news"))).errors), ["path"]);
  const none = await refused(client.participants.list({ country: [] }).page());
  assert.deepEqual(Object.keys(none.errors), ["country"]);
});

test("every unknown parameter is named", async () => {
  const query: object = { contry: "GR", knd: "city" };
  const error = await refused(client.participants.summary(query));
  assert.deepEqual(Object.keys(error.errors), ["contry", "knd"]);
});

test("what is not there is a 404", async () => {
  const error = await refused(client.participants.get(999_999));
  assert.deepEqual([error.status, error.errors], [404, {}]);
  assert.deepEqual(error.body, { message: error.message });
  assert.ok(error.url.endsWith("/api/v2/participants/999999/"));
});

test("what does not come from the API is an error too, whatever its status", async () => {
  const page = "<!doctype html><title>Nothing here</title>";
  for (const status of [200, 404, 502]) {
    const stranger = answered(status, page, { "Content-Type": "text/html" });
    for (const asked of [stranger.site(), stranger.resolve("/en/")]) {
      const error = await refused(asked);
      assert.deepEqual([error.status, error.body], [status, page]);
      assert.match(error.message, /answered \d+, but not as this API does/);
    }
  }
  assert.equal((await refused(answered(404, "null").resolve("/en/"))).body, null);
});

test("how long to wait is told", async () => {
  const busy = answered(503, '{"message":"Not now."}', { "Retry-After": "60" });
  const error = await refused(busy.site());
  assert.deepEqual([error.message, error.retryAfter], ["Not now.", 60]);
});

test("a request can be ended", async () => {
  const ended = AbortSignal.abort();
  const requests: (() => Promise<unknown>)[] = [
    () => client.site({}, { signal: ended }),
    () => client.resolve("/en/", { signal: ended }),
    () => client.pages.get(1, {}, { signal: ended }),
    () => client.pages.summary({ type: "alliance_pages.NewsArticlePage" }, { signal: ended }),
    () => client.participants.list({}, { signal: ended }).page(),
    () => all(client.participants.list({}, { signal: ended })),
  ];
  for (const request of requests) await assert.rejects(request, { name: "AbortError" });
});

test("a list can be ended between its pages", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const seen: string[] = [];
  await assert.rejects(
    async () => {
      for await (const { slug } of client.participants.list({ limit: 3 }, { signal })) {
        seen.push(slug);
        controller.abort();
      }
    },
    { name: "AbortError" },
  );
  assert.equal(seen.length, 3);
});

test("a site that does not answer is no error of the API", async () => {
  const nobody = createClient({ baseUrl: "http://127.0.0.1:1" });
  await assert.rejects(nobody.site(), TypeError);
});
