// Serves what `npm run build` has made, and makes a page of every address of the sitemap.
import { rm } from "node:fs/promises";

process.env.PORT ??= "4321";
process.env.PAGES ??= new URL("dist/pages", import.meta.url).pathname;
// While this server was away, nobody has told it of changes.
await rm(process.env.PAGES, { recursive: true, force: true });
await import("./dist/server/entry.mjs");

const here = `http://localhost:${process.env.PORT}`;
const read = async (path) => (await fetch(here + path)).text();
const locations = async (path) => [...(await read(path)).matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url]) => new URL(url).pathname);
const begun = Date.now();
const maps = await Promise.all((await locations("/sitemap.xml")).map(locations));
for (const path of maps.flat()) await read(path);
console.log(`${maps.flat().length} pages are made, in ${Date.now() - begun} ms.`);
