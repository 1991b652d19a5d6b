/** Finished pages as files, and what is made anew of them. */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const FOLDER = process.env.PAGES ?? "dist/pages";
// A page that was begun before a change is not kept after it.
let changes = 0;

const fileOf = (path: string) => join(FOLDER, path, "index.html");
const day = (time: Date) => time.toISOString().slice(0, 10);

/** Return the finished page of a path, if it is of today: every page says for which day it counts. */
async function finished(path: string): Promise<string | null> {
  const found = await stat(fileOf(path)).catch(() => null);
  return found && day(found.mtime) === day(new Date()) ? readFile(fileOf(path), "utf-8").catch(() => null) : null;
}

async function keep(path: string, html: string, begun: number): Promise<void> {
  const unfinished = join(FOLDER, randomUUID());
  await mkdir(dirname(fileOf(path)), { recursive: true });
  await writeFile(unfinished, html);
  await (begun === changes ? rename(unfinished, fileOf(path)) : rm(unfinished));
}

/** Return the finished page of a path, or make it and keep it. */
export async function kept(path: string, request: Request, make: () => Promise<Response>): Promise<Response> {
  const begun = changes;
  let html = await finished(path);
  if (html === null) {
    const answer = await make();
    if (answer.status !== 200 || answer.headers.has("Cache-Control")) return answer;
    html = await answer.text();
    // A path that no file can have is made each time.
    await keep(path, html, begun).catch(() => undefined);
  }
  const etag = `"${createHash("sha256").update(html).digest("base64url").slice(0, 22)}"`;
  const isKnown = request.headers.get("If-None-Match") === etag;
  const headers = { ETag: etag, "Cache-Control": "public, max-age=0", "Content-Type": "text/html; charset=utf-8" };
  return new Response(isKnown ? null : html, { status: isKnown ? 304 : 200, headers });
}

/** Forget finished pages, those of some paths or all, and return their paths. */
export async function forget(some?: readonly string[]): Promise<readonly string[]> {
  changes += 1;
  const files = some ? [] : await readdir(FOLDER, { recursive: true }).catch(() => []);
  const paths = some ?? files.filter((file) => file.endsWith("index.html")).map((file) => `/${file.slice(0, -"index.html".length)}`);
  await Promise.all(paths.map((path) => rm(fileOf(path), { force: true })));
  return paths;
}

/** Make pages anew, one after the other, by asking this server for them. */
export async function make(paths: readonly string[]): Promise<void> {
  for (const path of paths) await fetch(`http://localhost:${process.env.PORT ?? 4321}${path}`).then((answer) => answer.text(), console.error);
}
