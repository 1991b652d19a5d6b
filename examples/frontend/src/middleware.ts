/** Pages as files, made once and given out until the CMS says that they have changed; and what no page may do. */
import { defineMiddleware } from "astro:middleware";
import { ApiError } from "alliance-cms-client";
import { CMS } from "./lib/cms";
import { kept } from "./lib/pages";

const POLICY = `default-src 'self'; img-src 'self' ${CMS}; connect-src 'self' ${CMS}; base-uri 'none'; form-action 'self'; frame-ancestors `;
const AWAY = "<!doctype html><html lang=en><title>503</title><p>Please try again in a moment.</p><p lang=fr>Veuillez réessayer dans un instant.</p>";

// What fails while a page is made must not end in the middle of it.
const whole = async (answer: Response) => (answer.body ? new Response(await answer.arrayBuffer(), answer) : answer);

export const onRequest = defineMiddleware(async ({ url, request }, next) => {
  // A letter has 10 MB at most.
  if (request.body && Number(request.headers.get("Content-Length") ?? Infinity) > 12_000_000) return new Response(null, { status: 413 });
  // Of the many ways to write a path one alone is kept.
  const isUsual = url.pathname.endsWith("/") && url.pathname === encodeURI(decodeURI(url.pathname));
  const isPage = ["GET", "HEAD"].includes(request.method) && !url.search && isUsual;
  const isPreview = url.pathname === "/preview/";
  const answer = await (isPage && !isPreview ? kept(url.pathname, request, next) : next()).then(whole).catch((error) => {
    if (error instanceof ApiError && error.status < 500) return new Response(error.message, { status: error.status });
    console.error(error);
    return new Response(AWAY, { status: 503, headers: { "Retry-After": "10", "Content-Type": "text/html; charset=utf-8" } });
  });
  // The token in the address of a preview opens what nobody else may see.
  const hidden = isPreview && { "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" };
  const headers = { ...hidden, "Content-Security-Policy": POLICY + (isPreview ? CMS : "'none'"), "X-Content-Type-Options": "nosniff" };
  for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
  return answer;
});
