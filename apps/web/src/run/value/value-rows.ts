import { encodeData } from "@riposte/template/encode-data";
import { cutText } from "@riposte/plan/cut-text";
import { harmlessText } from "@riposte/plan/harmless-text";
import type { Data } from "@riposte/template";

/** One line of a value's tree. */
export interface ValueRow {
  /** As templates write it, from the root on; tells rows apart. */
  readonly path: string;
  /** What stands before it: the key or the index; empty at the root. */
  readonly name: string;
  readonly depth: number;
  readonly value: Data;
  /** How many it holds; null where it holds none and cannot be opened. */
  readonly size: number | null;
  readonly isOpen: boolean;
  readonly position: number;
  readonly siblings: number;
}

/** The lines that are to be seen when these are open. */
export function rowsOf(
  root: Data,
  rootPath: string,
  isOpen: (path: string, depth: number) => boolean,
): ValueRow[] {
  const rows: ValueRow[] = [];
  add({ value: root, path: rootPath, name: "", depth: 0, position: 1, siblings: 1 });
  return rows;

  function add(at: Omit<ValueRow, "size" | "isOpen">): void {
    const items = itemsOf(at.value);
    const open = items !== null && items.length > 0 && isOpen(at.path, at.depth);
    rows.push({ ...at, size: items?.length ?? null, isOpen: open });
    if (!open) return;
    for (const [position, [key, value]] of items.entries()) {
      const path = pathTo(at.path, key);
      const place = { position: position + 1, siblings: items.length };
      add({ value, path, name: String(key), depth: at.depth + 1, ...place });
    }
  }
}

function itemsOf(value: Data): readonly (readonly [string | number, Data])[] | null {
  if (Array.isArray(value)) return value.map((item, index) => [index, item] as const);
  return value instanceof Map ? [...value] : null;
}

/** `steps.get_alert`, `title` → `steps.get_alert.title`; names that are none stand in brackets. */
export function pathTo(parent: string, key: string | number): string {
  if (typeof key === "number") return `${parent}[${key}]`;
  if (!/^[A-Za-z_]\w*$/.test(key)) return `${parent}[${JSON.stringify(key)}]`;
  return parent === "" ? key : `${parent}.${key}`;
}

const LONGEST = 300;
/** A text that is longer is shown whole under the tree while its line is chosen. */
const LONG = 48;

/** What stands on the line: the value itself, or what it holds. */
export function glance(value: Data): string {
  const items = itemsOf(value);
  if (items === null) {
    const json = encodeData(value);
    return harmlessText(json.length > LONGEST ? `${cutText(json, LONGEST)}…` : json);
  }
  const [open, close, one] = Array.isArray(value) ? ["[", "]", "item"] : ["{", "}", "field"];
  if (items.length === 0) return `${open}${close}`;
  return `${open}…${close} ${items.length.toLocaleString("en")} ${one}${items.length === 1 ? "" : "s"}`;
}

/** Of a text that a line may not hold: how long it is, "12,345 characters". */
export function lengthWords(value: Data): string | null {
  if (typeof value !== "string" || value.length <= LONG) return null;
  return `${value.length.toLocaleString("en")} characters`;
}

export function typeWord(value: Data): "text" | "number" | "yes or no" | "nothing" | "list" | "object" {
  if (value === null) return "nothing";
  if (typeof value === "string") return "text";
  if (typeof value === "boolean") return "yes or no";
  if (Array.isArray(value)) return "list";
  return value instanceof Map ? "object" : "number";
}

/** A text as it is, anything else as JSON. */
export function copyText(value: Data): string {
  return typeof value === "string" ? value : encodeData(value);
}
