/** What the query string of a list says. */
import type { ListPage } from "alliance-cms-client";
/** Return the first value of each parameter that has one. */
export function chosenIn(url: URL, names: readonly string[]): Record<string, string> {
  const values = names.map((name) => [name, url.searchParams.get(name)?.trim() ?? ""] as const);
  return Object.fromEntries(values.filter(([, value]) => value));
}
/** Return those codes that are given, with what they are called, in the order of the labels. */
export const inOrder = (labels: Readonly<Record<string, string>>, given: readonly string[]): [string, string][] =>
  Object.entries(labels).filter(([code]) => given.includes(code));
/** Return the page of a list that `page` numbers, the last one if there are not so many. */
export async function pageOf<I>(url: URL, size: number, ask: (part: { limit: number; offset: number }) => Promise<ListPage<I>>) {
  const asked = Math.floor(Number(url.searchParams.get("page")));
  const wanted = asked >= 1 && asked <= 1e6 ? asked : 1;
  const of = (number: number) => ask({ limit: size, offset: (number - 1) * size });
  const list = await of(wanted);
  const pages = Math.max(1, Math.ceil(list.meta.total_count / size));
  return wanted <= pages ? { number: wanted, pages, list } : { number: pages, pages, list: await of(pages) };
}
