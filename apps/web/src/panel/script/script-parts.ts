import { formOf } from "@riposte/signature";
import { NEW_PART } from "./script-draft.ts";
import type { ScriptPart } from "./script-draft.ts";

/** What an upload is made of. */
export interface UploadedScript {
  readonly file: string;
  readonly source: string;
}

/** `block.py`: what its file is called, on a disk and in lists. */
export function fileOf({ file, name }: ScriptPart, action: string): string {
  if (file !== "") return file;
  return `${name === "" ? action || "script" : name}.py`;
}

/** `script.block_host.unblock`: what steps call it. */
export function keyOf({ name }: ScriptPart, action: string): string {
  return name === "" ? `script.${action}` : `script.${action}.${name}`;
}

interface Placed {
  readonly scripts: readonly ScriptPart[];
  /** Where the first of them stands. */
  readonly at: number;
  readonly overwritten: readonly string[];
}

/**
 * A file of the name of a script takes its place, and others become further scripts; in a new action the first one takes
 * the place of the example.
 */
export function withUploaded(
  scripts: readonly ScriptPart[],
  uploaded: readonly UploadedScript[],
  action: string,
): Placed {
  const all = [...scripts];
  const overwritten: string[] = [];
  const places: number[] = [];
  for (const { file, source } of uploaded) {
    const same = all.findIndex((part) => fileOf(part, action) === file);
    const empty = all.findIndex(({ source: text }) => text.trim() === "" || text === NEW_PART.source);
    const at = same !== -1 ? same : empty !== -1 ? empty : all.length;
    const was = all[at];
    places.push(at);
    if (same !== -1) overwritten.push(file);
    all[at] = {
      ...(was ?? { ...NEW_PART, name: freeName(file, all) }),
      file,
      source,
      ...(same === -1 ? calledBy(source) : {}),
    };
  }
  return { scripts: all, at: places[0] ?? 0, overwritten };
}

/** A file that defines `main` is called by it, and its signature is the form; the author may say otherwise. */
function calledBy(source: string): Pick<ScriptPart, "entry" | "form"> {
  return formOf(source).ok ? { entry: "main", form: "signature" } : { entry: "plain", form: "schema" };
}

/** `un-block.py` → `un_block`; a number follows where that is taken. */
export function freeName(file: string, scripts: readonly ScriptPart[]): string {
  const stem = file
    .replace(/\.py$/, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, "_")
    .slice(0, 60);
  const base = /^[a-z_]/.test(stem) ? stem : `script_${stem}`.replace(/_$/, "");
  const taken = new Set(scripts.map(({ name }) => name));
  let name = base;
  for (let count = 2; taken.has(name); count += 1) name = `${base}_${count}`;
  return name;
}

/** "Block host" → `block_host`: what steps call an action of this title. */
export function nameOfTitle(title: string): string {
  const name = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, 64);
  return name === "" || /^[a-z_]/.test(name) ? name : `_${name}`.slice(0, 64);
}
