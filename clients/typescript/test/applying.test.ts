import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { ApiError, createClient, type Schemas } from "alliance-cms-client";
import { baseUrl } from "./live.js";

const client = createClient({ baseUrl });
const application: Schemas["Application"] = {
  names: { en: "Megalopolis" },
  kind: "municipality",
  country: "GR",
  address: "1 Town Hall Square, 222 00 Megalopolis",
  roma_population: { absence: "not_collected" },
  representative: { name: "Maria Example", role: "mayor" },
  // The API takes few applications a day for one person.
  contact: { name: "Eleni Example", email: `eleni-${randomUUID()}@example.org` },
  language: "en",
  consent: true,
};
const PIXEL = `
  iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
`;

function picture(): Blob {
  return new Blob([Buffer.from(PIXEL, "base64")], { type: "image/png" });
}

async function refused(sent: Promise<unknown>): Promise<ApiError> {
  try {
    await sent;
  } catch (error) {
    assert.ok(error instanceof ApiError);
    return error;
  }
  return assert.fail("It was taken in.");
}

test("an application is taken in, and once if it is sent twice with its key", async () => {
  const key = randomUUID();
  const sent = await client.apply(application, { key });
  assert.equal(sent.state, "unconfirmed");
  assert.ok(sent.reference && sent.message);
  assert.deepEqual(await client.apply(application, { key }), sent);
  const other = { ...application, names: { en: "Tegea" } };
  const error = await refused(client.apply(other, { key }));
  assert.equal(error.status, 422);
});

test("a letter goes beside it as a file", async () => {
  const sent = await client.apply(application, { letter: picture(), locale: "fr" });
  assert.ok(sent.reference);
  assert.match(sent.message, /Merci/);
});

test("what is wrong is told by member, in the language that is asked for", async () => {
  const faulty = {
    ...application,
    names: { en: "" },
    contact: { ...application.contact, email: "eleni" },
  };
  const error = await refused(client.apply(faulty));
  assert.equal(error.status, 400);
  assert.deepEqual(Object.keys(error.errors).sort(), ["contact.email", "names.en"]);
  assert.ok(error.errors["names.en"]?.[0]);
  const french = await refused(createClient({ baseUrl, locale: "fr" }).apply(faulty));
  assert.notEqual(french.message, error.message);
});

test("what is wrong with a letter or a key is told too", async () => {
  const letter = new Blob(["Dear Alliance"], { type: "application/pdf" });
  const unreadable = await refused(client.apply(application, { letter }));
  assert.deepEqual(Object.keys(unreadable.errors), ["letter"]);
  const short = await refused(client.apply(application, { key: "short" }));
  assert.deepEqual(Object.keys(short.errors), ["Idempotency-Key"]);
});

test("sending can be ended", async () => {
  const sent = client.apply(application, { signal: AbortSignal.abort() });
  await assert.rejects(sent, { name: "AbortError" });
});
