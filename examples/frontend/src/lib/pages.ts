/** Finished pages as files, and what is made anew of them. */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const FOLDER = process.env.PAGES ?? "dist/pages";
const finishedPaths = new Set<string>();
const waiting = new Set<string>();
let isMaking = false;
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
  if (begun !== changes) return rm(unfinished);
  finishedPaths.add(path);
  await rename(unfinished, fileOf(path));
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
/** Forget the finished pages of some paths, or all, and make them anew one after the other, however often this is asked. */
export async function renew(paths: readonly string[] = [...finishedPaths]): Promise<void> {
  changes += 1;
  await Promise.all(paths.map((path) => rm(fileOf(path), { force: true })));
  // Only now: what is made while files go could go with them.
  for (const path of paths) waiting.add(path);
  if (isMaking) return;
  isMaking = true;
  for (const path of waiting) {
    // Before it is made: whoever asks for it meanwhile has it made once more.
    waiting.delete(path);
    await fetch(`http://localhost:${process.env.PORT ?? 4321}${path}`).then((answer) => answer.text(), console.error);
  }
  isMaking = false;
}
