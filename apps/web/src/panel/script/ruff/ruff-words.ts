/** What the page asks its worker; answered under the same id. */
export type RuffQuestion = {
  readonly id: number;
  readonly source: string;
  /** "3.12"; "": any Python 3. */
  readonly python: string;
} & ({ readonly kind: "check" } | { readonly kind: "format" });

/** Lines and columns count from 1, columns in UTF-16 units, as Monaco counts. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly from: Place;
  readonly to: Place;
  /** What it is about could be left out. */
  readonly isUnused: boolean;
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

export type RuffAnswer = { readonly id: number } & (
  | { readonly kind: "checked"; readonly findings: readonly Finding[] }
  | { readonly kind: "formatted"; readonly source: string }
  | { readonly kind: "failed"; readonly why: string }
);

/** Syntax errors have this in place of a rule. */
export const SYNTAX = "invalid-syntax";

/** Where a rule is explained. */
export function pageOfRule(code: string): string {
  return `https://docs.astral.sh/ruff/rules/${code}`;
}

/** Ruff knows Python 3 only. */
export function isKnownToRuff(python: string): boolean {
  return !python.startsWith("2.");
}
