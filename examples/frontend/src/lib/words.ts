/** The words of this frontend; all others are those of the API. */
import words from "../words.json";

export type Word = keyof typeof words;
export type Say = (word: Word, values?: Readonly<Record<string, string | number>>) => string;
/** Return what says a word in a language; of two forms, `number` chooses. */
export function wordsOf(locale: "en" | "fr"): Say {
  return (word, values = {}) => {
    const [one = "", many = one] = words[word][locale === "en" ? 0 : 1]!.split("|");
    const isOne = locale === "en" ? values.number === 1 : Number(values.number) < 2;
    return (isOne ? one : many).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  };
}
/** Return a text with a large first letter. */
export const capital = (text = "") => text.charAt(0).toUpperCase() + text.slice(1);
/** Return a date with its preposition, "in 2014", or "" where it is not known. */
export const adverbial = (date: { precision: string; display: string } | null, say: Say): string =>
  date ? say(date.precision === "day" ? "fullDate" : "partOfDate", { date: date.display }) : "";
