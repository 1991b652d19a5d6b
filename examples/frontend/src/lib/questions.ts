/** What the form to join asks, each question called as its place in an application. */
import type { Schemas, Site } from "./cms";
import type { Word } from "./words";
import asked from "../questions.json";

export type Question = {
  place: string; label: Word; hint?: Word; required?: true; wide?: true; lines?: true; options?: keyof Site["labels"]; type?: "url" | "email" | "file";
};
type Group = { legend?: Word; note?: Word; number?: number; questions: Question[] };
type Step = { title: Word; intro?: Word; groups: Group[] };
const { steps, measure } = asked as { steps: Step[]; measure: Group };
const measureAt = (index: number): Group => ({
  ...measure, number: index + 1, questions: measure.questions.map((one) => ({ ...one, place: `measures[${index}].${one.place}` })),
});
/** Return the steps of the form with room for so many measures. */
export const stepsOf = (measures: number): Step[] =>
  steps.map((step) => (step.title === "measures" ? { ...step, groups: Array.from({ length: measures }, (_, index) => measureAt(index)) } : step));
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
