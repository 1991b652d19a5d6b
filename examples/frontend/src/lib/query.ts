/** What the query string of a list says. */
/** Return the first value of each parameter that has one. */
export const chosenIn = (url: URL, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, url.searchParams.get(name)?.trim() ?? ""]).filter(([, value]) => value));
/** Return those codes that are given, with what they are called, in the order of the labels. */
export const inOrder = (labels: Readonly<Record<string, string>>, given: readonly string[]): [string, string][] =>
  Object.entries(labels).filter(([code]) => given.includes(code));
