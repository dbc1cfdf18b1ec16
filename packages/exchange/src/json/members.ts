import type { Data, DataMap } from "@riposte/template";
import { Fault } from "../fault.ts";
import type { LineOf } from "./read-json.ts";

export type Path = readonly (string | number)[];

/** A dict of a file, with the way to it: what it is asked for and does not hold is a fault with its line. */
export interface Members {
  readonly data: DataMap;
  readonly path: Path;
  readonly lineOf: LineOf;
}

export function membersAt(data: Data | undefined, path: Path, lineOf: LineOf): Members {
  if (data instanceof Map) return { data, path, lineOf };
  throw new Fault(`${nameOf(path)} must be an object { … }, and is ${kindOf(data)}.`, lineOf(path));
}

export function inner(members: Members, key: string): Members {
  return membersAt(members.data.get(key), [...members.path, key], members.lineOf);
}

/** Null where it is absent or null. @throws Fault */
export function textAt(members: Members, key: string): string | null {
  const value = members.data.get(key) ?? null;
  if (value === null || typeof value === "string") return value;
  throw wrong(members, key, "a text", value);
}

/** @throws Fault */
export function neededText(members: Members, key: string): string {
  const text = textAt(members, key);
  if (text !== null && text.trim() !== "") return text;
  throw new Fault(`${nameOf(members.path)} has no "${key}".`, members.lineOf([...members.path, key]));
}

/** Empty where it is absent or null. @throws Fault */
export function listAt(members: Members, key: string): readonly Data[] {
  const value = members.data.get(key) ?? null;
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  throw wrong(members, key, "a list [ … ]", value);
}

/** Empty where it is absent or null. @throws Fault */
export function dictAt(members: Members, key: string): DataMap {
  const value = members.data.get(key) ?? null;
  if (value === null) return new Map();
  if (value instanceof Map) return value;
  throw wrong(members, key, "an object { … }", value);
}

export function wrong(members: Members, key: string | number, wanted: string, value: Data): Fault {
  const path = [...members.path, key];
  return new Fault(`${nameOf(path)} must be ${wanted}, and is ${kindOf(value)}.`, members.lineOf(path));
}

export function nameOf(path: Path): string {
  return path.length === 0 ? "the file" : path.join(".");
}

export function kindOf(data: Data | undefined): string {
  if (data === undefined) return "not there";
  if (data === null) return "null";
  if (Array.isArray(data)) return "a list";
  if (data instanceof Map) return "an object";
  if (typeof data === "string") return "a text";
  return typeof data === "boolean" ? `${data}` : "a number";
}
