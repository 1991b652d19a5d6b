/** Where the webhook of the CMS says what has changed. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { APIRoute } from "astro";
import { renew } from "../../lib/pages";

/** Tell whether a message is signed as Standard Webhooks say, by the CMS and just now. */
function isFromTheCms(headers: Headers, body: string): boolean {
  const [id, time, signatures] = ["id", "timestamp", "signature"].map((name) => headers.get(`webhook-${name}`) ?? "");
  const key = Buffer.from((process.env.WEBHOOK_SECRET ?? "").replace("whsec_", ""), "base64");
  const expected = createHmac("sha256", key).update(`${id}.${time}.${body}`).digest();
  const given = signatures!.split(" ").map((one) => Buffer.from(one.replace("v1,", ""), "base64"));
  const isNew = Math.abs(Date.now() / 1000 - Number(time)) <= 300;
  return key.length > 0 && isNew && given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
}

export const POST: APIRoute = async ({ request }) => {
  const body = await request.text();
  if (!isFromTheCms(request.headers, body)) return new Response(null, { status: 401 });
  const { tags, paths }: { tags: string[]; paths: string[] } = JSON.parse(body).data.affects ?? { tags: [], paths: [] };
  // These are on all pages, and stand for them.
  const isOnAll = tags.some((tag) => /^(all|counts|site:\w+)$/.test(tag));
  // The CMS waits for an answer for ten seconds; what takes longer is made after it.
  void renew(isOnAll ? undefined : paths);
  return new Response(null, { status: 204 });
};
