import { encodeData } from "@riposte/template";
import type { Data } from "@riposte/template";
import type { Opening } from "./opening.ts";

/** An argument as far as it is known: texts in it may have parts that are open. */
export type Told =
  | { readonly kind: "value"; readonly data: Data }
  | { readonly kind: "text"; readonly pieces: readonly (string | Opening)[] }
  | { readonly kind: "list"; readonly items: readonly Told[] }
  | { readonly kind: "dict"; readonly entries: readonly (readonly [string, Told])[] };

/** A part of an argument for people: what is known may hold braces, and is no template for that. */
export type ShownPart =
  | { readonly kind: "known"; readonly text: string }
  | ({ readonly kind: "open" } & Opening);

export function dataOf(told: Told): Data {
  switch (told.kind) {
    case "value":
      return told.data;
    case "text":
      return told.pieces.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("");
    case "list":
      return told.items.map(dataOf);
    case "dict":
      return new Map(told.entries.map(([key, item]) => [key, dataOf(item)]));
  }
}

/** A text as it is, without quotes, and several of them one after the other; anything else as JSON. */
export function partsOf(told: Told): readonly ShownPart[] {
  if (isText(told)) return joined(inWords(told));
  const items = itemsOf(told);
  const areTexts =
    items !== null && items.length > 0 && items.every((item) => isText(item) && !isEmpty(item));
  if (!areTexts) return joined(inJson(told));
  return joined(items.flatMap((item, at) => [...(at === 0 ? [] : [known(", ")]), ...inWords(item)]));
}

function itemsOf(told: Told): readonly Told[] | null {
  if (told.kind === "list") return told.items;
  if (told.kind !== "value" || !Array.isArray(told.data)) return null;
  return (told.data as readonly Data[]).map((data) => ({ kind: "value", data }));
}

function isText(told: Told): boolean {
  return told.kind === "text" || (told.kind === "value" && typeof told.data === "string");
}

function isEmpty(told: Told): boolean {
  return told.kind === "value" && told.data === "";
}

function inWords(told: Told): readonly ShownPart[] {
  if (told.kind !== "text") return [known(textIn(dataOf(told)))];
  return told.pieces.map((piece) => (typeof piece === "string" ? known(piece) : { kind: "open", ...piece }));
}

function textIn(data: Data): string {
  return typeof data === "string" ? data : encodeData(data);
}

function inJson(told: Told): readonly ShownPart[] {
  switch (told.kind) {
    case "value":
      return [known(encodeData(told.data))];
    case "text":
      return [known('"'), ...inWords(told).map(quoted), known('"')];
    case "list":
      return [known("["), ...told.items.flatMap((item, at) => [...comma(at), ...inJson(item)]), known("]")];
    case "dict":
      return [
        known("{"),
        ...told.entries.flatMap(([key, item], at) => [
          ...comma(at),
          known(`${encodeData(key)}: `),
          ...inJson(item),
        ]),
        known("}"),
      ];
  }
}

function comma(at: number): readonly ShownPart[] {
  return at === 0 ? [] : [known(", ")];
}

function quoted(part: ShownPart): ShownPart {
  return part.kind === "known" ? known(encodeData(part.text).slice(1, -1)) : part;
}

function known(text: string): ShownPart {
  return { kind: "known", text };
}

/** What is known in a row is one part. */
function joined(parts: readonly ShownPart[]): readonly ShownPart[] {
  const all: ShownPart[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (part.kind === "known" && last?.kind === "known") all[all.length - 1] = known(last.text + part.text);
    else all.push(part);
  }
  return all;
}
