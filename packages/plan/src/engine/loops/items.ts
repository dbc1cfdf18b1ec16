import type { Data } from "@riposte/template";
import { decodeData, encodeData } from "@riposte/template";
import type { Failure } from "../../failure.ts";
import { INLINE_LIMIT_BYTES } from "../../payload.ts";

/** More than this nobody goes over in one loop. */
const MOST_ITEMS = 100_000;

/** A list's items, a dict's members as `{key, value}`, a text's lines; null for what holds none. */
export function itemsOf(data: Data): readonly Data[] | null {
  if (Array.isArray(data)) return data;
  if (typeof data === "string") return linesOf(data);
  if (!(data instanceof Map)) return null;
  return [...data].map(
    ([key, value]) =>
      new Map<string, Data>([
        ["key", key],
        ["value", value],
      ]),
  );
}

/** The end of the last line begins no further one. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Why a loop cannot go over this; null: it can. */
export function overFailure(label: string, data: Data, items: readonly Data[] | null): Failure | null {
  if (items === null) {
    const message = `"${label}" needs a list, a dict or a text to go over; it got ${inWords(data)}.`;
    return { code: "bad_arguments", message, retryable: false, field: "over" };
  }
  if (items.length <= MOST_ITEMS) return null;
  const message = `"${label}" would go over ${items.length} items; ${MOST_ITEMS} are the most.`;
  return { code: "limit_exceeded", message, retryable: false, field: "over" };
}

function inWords(data: Data): string {
  if (data === null) return "nothing";
  return typeof data === "boolean" ? String(data) : "a number";
}

const PAGE_CHARACTERS = 32 * 1024;

/** What the host answers to `slice`: as many items as may lie in the state, or one that may not. */
export type Slice = { readonly total: bigint } & ({ readonly items: Data[] } | { readonly item: Data });

/** `label` names the loop in a failure. */
export function sliceItems(text: string, from: number, label: string): Slice | Failure {
  return sliceData(decodeData(text), from, label);
}

/** The same, for a host that has decoded it. */
export function sliceData(data: Data, from: number, label: string): Slice | Failure {
  const items = itemsOf(data);
  const failure = overFailure(label, data, items);
  if (failure !== null || items === null) return failure ?? NOTHING;
  const total = BigInt(items.length);
  const page: Data[] = [];
  let characters = 0;
  for (let at = from; at < items.length && characters < PAGE_CHARACTERS; at++) {
    const item = items[at] ?? null;
    characters += encodeData(item).length;
    if (characters * 3 > INLINE_LIMIT_BYTES * 2 && page.length > 0) break;
    page.push(item);
  }
  const [first = null] = page;
  return characters * 3 > INLINE_LIMIT_BYTES * 2 && page.length === 1
    ? { total, item: first }
    : { total, items: page };
}

const NOTHING: Failure = { code: "internal", message: "There are no items.", retryable: false };
