import type { Form, Type } from "./type.ts";

const WORDS: Readonly<Record<Form["kind"], string>> = {
  any: "anything",
  undefined: "nothing",
  null: "empty",
  bool: "yes or no",
  int: "a whole number",
  float: "a number",
  string: "a text",
  list: "a list",
  dict: "an object",
  method: "a method",
  time: "a time",
  other: "something that only templates have",
};

/** As a sentence has it: `a text or a list`. */
export function wordsOf({ forms }: Type): string {
  const words = new Set(
    forms.map((form) =>
      form.kind === "list" && form.method !== undefined ? WORDS.method : WORDS[form.kind],
    ),
  );
  if (words.has("a number")) words.delete("a whole number");
  const all = [...words];
  const last = all.at(-1) ?? "nothing";
  return all.length < 2 ? last : `${all.slice(0, -1).join(", ")} or ${last}`;
}

const SHORT: Partial<Record<Form["kind"], string>> = {
  bool: "yes or no",
  int: "number",
  float: "number",
  string: "text",
  list: "list",
  dict: "object",
};

/** As a list of suggestions has it: `text or number`; empty where nobody knows. */
export function shortWordsOf({ forms }: Type): string {
  const words = forms.flatMap(({ kind }) => (kind === "any" ? [null] : [SHORT[kind]]));
  return words.includes(null) ? "" : [...new Set(words.filter((word) => word !== undefined))].join(" or ");
}
