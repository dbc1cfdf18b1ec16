import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { decodeCase } from "./case.ts";
import type { Case } from "./case.ts";

const CASES = join(import.meta.dirname, "cases");

/** Differences we know of: each must still be one, and stands in docs/templates.md with its reason. */
export const KNOWN = "known-differences";

/** The features with cases written by hand. */
export function features(): readonly string[] {
  return readdirSync(CASES)
    .map((name) => name.replace(/\.jsonl$/, ""))
    .filter((name) => name !== KNOWN);
}

export function casesOf(feature: string): readonly Case[] {
  return readCases(join(CASES, `${feature}.jsonl`));
}

/** JSON lines of `{"template", "context"}`. */
export function readCases(path: string): readonly Case[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(decodeCase);
}
