import type { JsonObject, JsonValue } from "@riposte/plan";
import { equal } from "./equal.ts";
import type { FieldPath } from "./operation.ts";

type Key = FieldPath[number];
type Maybe = JsonValue | undefined;

export interface Written {
  readonly value: Maybe;
  /** What brings the old value back: at a shorter path where the way to the field had to be made first. */
  readonly undo: { readonly field: FieldPath; readonly value?: JsonValue };
}

/** The way to a field leads through something that cannot hold it. */
export class Unfit extends Error {}

/**
 * What lies beside the field is shared with the old value; undefined is what is not there. Only own keys are
 * read and written. Null: nothing is different.
 */
export function writeField(container: Maybe, field: FieldPath, value: Maybe, depth = 0): Written | null {
  const key = field[depth];
  if (key === undefined) {
    if (equal(container, value)) return null;
    return { value, undo: container === undefined ? { field } : { field, value: container } };
  }
  const holder = holderOf(container, field, depth);
  const before = Object.hasOwn(holder, key) ? (holder as Readonly<Record<Key, Maybe>>)[key] : undefined;
  const inner = writeField(before, field, value, depth + 1);
  if (inner === null) return null;
  const after = withItem(holder, key, inner.value);
  if (before === undefined) return { value: after, undo: { field: field.slice(0, depth + 1) } };
  const closesGap = inner.value === undefined && Array.isArray(holder) && key !== holder.length - 1;
  return { value: after, undo: closesGap ? { field: field.slice(0, depth), value: holder } : inner.undo };
}

type Holder = JsonObject | readonly JsonValue[];

function holderOf(container: Maybe, field: FieldPath, depth: number): Holder {
  const key = field[depth];
  const name = field.slice(0, depth).join(".") || "the step";
  const holder = container ?? (container === undefined ? (typeof key === "number" ? [] : {}) : null);
  if (holder === null || typeof holder !== "object") throw new Unfit(`"${name}" has no fields.`);
  if (Array.isArray(holder) !== (typeof key === "number"))
    throw new Unfit(`"${name}" is ${Array.isArray(holder) ? "a list" : "no list"}.`);
  if (Array.isArray(holder) && Number(key) > holder.length)
    throw new Unfit(`"${name}" has only ${holder.length} entries.`);
  return holder as Holder;
}

function withItem(holder: Holder, key: Key, value: Maybe): JsonValue {
  if (!Array.isArray(holder)) {
    if (value !== undefined) return { ...(holder as JsonObject), [key]: value };
    return Object.fromEntries(Object.entries(holder).filter(([name]) => name !== key));
  }
  const list = holder as readonly JsonValue[];
  if (value === undefined) return list.filter((_, at) => at !== key);
  return key === list.length ? [...list, value] : list.with(Number(key), value);
}
