/** What the form to join asks, each question called as its place in an application. */
import type { Schemas, Site } from "./cms";
import type { Word } from "./words";

type Kind = { hint?: Word; required?: true; wide?: true; lines?: true; options?: keyof Site["labels"]; type?: "url" | "email" | "file" };
export type Question = Kind & { place: string; label: Word };
type Group = { legend?: Word; note?: Word; number?: number; questions: Question[] };
type Step = { title: Word; intro?: Word; groups: Group[] };
const ask = (place: string, label: Word, kind: Kind = {}): Question => ({ place, label, ...kind });
const [required, wide, lines] = [true, true, true] as const;

const measure = (index: number, place = `measures[${index}]`): Group => ({ legend: "measure", number: index + 1, questions: [
  ask(`${place}.title`, "title", { wide }),
  ask(`${place}.theme`, "theme", { options: "theme", wide }),
  ask(`${place}.description`, "description", { lines, wide }),
  ask(`${place}.started_on`, "begun", { hint: "begunHint" }),
  ask(`${place}.funding`, "funding", { options: "funding" }),
] });
/** Return the steps of the form with room for so many measures. */
export const stepsOf = (measures: number): Step[] => [
  { title: "authority", groups: [{ questions: [
    ask("names.en", "names", { hint: "namesHint", required, wide }),
    ask("name_local", "nameLocal", { hint: "nameLocalHint" }),
    ask("kind", "kind", { options: "kind", required }),
    ask("country", "country", { options: "country", required }),
    ask("region", "region"),
    ask("address", "address", { lines, required, wide }),
    ask("website", "websiteQuestion", { hint: "websiteHint", type: "url", wide }),
  ] }] },
  { title: "inhabitants", groups: [{ legend: "allInhabitants", questions: [
    ask("population.value", "population", { hint: "populationHint" }),
    ask("population.year", "year"),
    ask("population.source", "source", { hint: "populationSourceHint", wide }),
  ] }, { legend: "roma", note: "romaNeeded", questions: [
    ask("roma_population.value", "romaNumber", { hint: "romaHint", wide }),
    ask("roma_population.basis", "basis", { options: "basis" }),
    ask("roma_population.year", "year"),
    ask("roma_population.source", "source", { hint: "romaSourceHint", wide }),
    ask("roma_population.absence", "absence", { options: "absence", wide }),
  ] }] },
  { title: "measures", intro: "measuresHint", groups: Array.from({ length: measures }, (_, index) => measure(index)) },
  { title: "representative", groups: [{ questions: [
    ask("representative.name", "representativeName", { required }),
    ask("representative.role", "office", { options: "representative_role", required }),
    ask("letter", "letter", { hint: "letterHint", type: "file", wide }),
  ] }] },
  { title: "contactPerson", groups: [{ questions: [
    ask("contact.name", "contactName", { required }),
    ask("contact.email", "email", { hint: "emailHint", type: "email", required }),
    ask("contact.phone", "phone", { hint: "phoneHint" }),
    ask("language", "mailLanguage", { options: "locale", required }),
  ] }] },
  { title: "consent", groups: [] },
];
/** Return the application that the fields of the form make; what is empty is left out. */
export function applicationOf(fields: FormData): Schemas["Application"] {
  // Without a prototype that names of fields could reach.
  const empty = (): Record<string, any> => Object.create(null);
  const application = empty();
  for (const [name, given] of fields) {
    const value = typeof given === "string" && /^[a-z][a-z_]*(\[1?\d\])?(\.[a-z_]+)?$/.test(name) ? given.trim() : "";
    if (!value || ["key", "room", "add"].includes(name)) continue;
    const [last, ...above] = name.split(/[.[\]]+/).reverse() as [string, ...string[]];
    const inner = above.reverse().reduce((within, step) => (within[step] ??= empty()), application);
    inner[last] = last === "year" ? Number(value) || value : last === "consent" || value;
  }
  // The funding of a measure is chosen before anything else is said of it.
  const measures = Object.values<object>(application.measures ?? {}).filter((one) => Object.keys(one).some((name) => name !== "funding"));
  return { ...application, measures } as unknown as Schemas["Application"];
}
