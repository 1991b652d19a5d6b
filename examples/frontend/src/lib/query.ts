/** What the query string of a list says. */
/** Return the first value of each parameter that has one. */
export function chosenIn(url: URL, names: readonly string[]): Record<string, string> {
  const values = names.map((name) => [name, url.searchParams.get(name)?.trim() ?? ""] as const);
  return Object.fromEntries(values.filter(([, value]) => value));
}
/** Return those codes that are given, with what they are called, in the order of the labels. */
export const inOrder = (labels: Readonly<Record<string, string>>, given: readonly string[]): [string, string][] =>
  Object.entries(labels).filter(([code]) => given.includes(code));
/** Return which page of a list is shown, and of how many. */
export function pageOf({ url, meta }: { url: string | null; meta: { total_count: number } }) {
  const asked = new URL(url ?? "http://nothing/?limit=1").searchParams;
  const [limit, offset] = [Number(asked.get("limit")), Number(asked.get("offset"))];
  return { page: offset / limit + 1, pages: Math.max(1, Math.ceil(meta.total_count / limit)) };
}
