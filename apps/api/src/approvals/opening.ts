import { encodeData, momentary, parse, references } from "@riposte/template";
import type { Momentary } from "@riposte/template";
import { cutText } from "@riposte/plan/cut-text";
import type { KnownValues } from "../runs/known-values.ts";
import { lookUp, pathText } from "../runs/look-up.ts";

/** A part of a template whose value nobody knows yet, or that could not be computed. */
export interface Opening {
  /** As it was written. */
  readonly text: string;
  /** What in it is not known, and a clause that says why; empty: all is, but it cannot be computed here. */
  readonly why: readonly { readonly path: string; readonly because: string }[];
  /** What in it is known. */
  readonly known: readonly KnownPart[];
}

interface KnownPart {
  readonly path: string;
  /** JSON text, or its beginning. */
  readonly json: string;
  /** Of the whole, in characters. */
  readonly length: number;
}

const MOMENTS: Readonly<Record<Momentary, string>> = {
  utcnow: "it is the time at which the step runs",
  time_with_delta: "it counts from the time at which the step runs",
  random: "it is drawn when the step runs",
};
const LONGEST = 200;

/** Null: all that it reads is known. */
export function openingOf(text: string, values: KnownValues): Opening | null {
  const template = parse(text);
  const why = new Map<string, string>();
  const known = new Map<string, KnownPart>();
  for (const reference of references(template)) {
    const path = pathText(reference.path);
    const because = values.whyNot(reference);
    if (because === null) known.set(path, knownPart(path, values, reference.path));
    else why.set(path, because);
  }
  for (const name of momentary(template)) why.set(name, MOMENTS[name]);
  if (why.size === 0) return null;
  return {
    text,
    why: [...why].map(([path, because]) => ({ path, because })),
    known: [...known.values()],
  };
}

function knownPart(path: string, { context }: KnownValues, keys: readonly (string | number)[]): KnownPart {
  const json = encodeData(lookUp(context, keys) ?? null);
  return { path, json: cutText(json, LONGEST), length: json.length };
}
