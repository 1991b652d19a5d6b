import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, createClient, isOfType, type Preview } from "alliance-cms-client";
import { baseUrl } from "./live.js";

// Of an editor, as the preview panel hands it to a frontend.
const token = process.env["PREVIEW_TOKEN"] ?? "";

test("a token opens what an editor has typed and not saved", async () => {
  const client = createClient({ baseUrl, locale: "fr", links: "relative" });
  const draft: Preview = await client.preview(token);
  assert.ok(isOfType(draft, "alliance_pages.StandardPage"));
  assert.equal(draft.introduction, "Typed, and not saved");
  assert.equal(draft.meta.html_url, "/en/about/");
  assert.equal(draft.preview.of.locale, "en");
  assert.match(draft.preview.fields["title"] ?? "", /\/edit\/#:w:contentpath=title$/);
  const saved = await client.pages.get(draft.id);
  assert.notEqual("introduction" in saved && saved.introduction, draft.introduction);
});

test("a day to come shows what will be public then", async () => {
  const draft = await createClient({ baseUrl }).preview(token, { at: new Date("2099-01-01") });
  assert.ok("introduction" in draft && draft.introduction !== "Typed, and not saved");
});

test("a token that is none is refused by its name", async () => {
  await assert.rejects(createClient({ baseUrl }).preview("forged"), (error: unknown) => {
    assert.ok(error instanceof ApiError);
    assert.equal(error.status, 403);
    assert.deepEqual(Object.keys(error.errors), ["token"]);
    return true;
  });
});
