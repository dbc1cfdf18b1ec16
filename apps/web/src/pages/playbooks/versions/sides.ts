/** One side of a comparison: a version, the draft, or what was before the first version. */
export type Side = number | "draft" | "nothing";

export interface Sides {
  readonly from: Side;
  readonly to: Side;
}

interface Address {
  readonly from: string;
  readonly to: string;
}

/**
 * What an address asks for: `?to=5` is version 5 beside the one before it, `?from=2&to=5` any two. Without any of it the
 * draft beside what is published.
 */
export function sidesOf({ from, to }: Address, publishedVersion: number | null): Sides {
  const later = sideOf(to) ?? "draft";
  return { to: later, from: sideOf(from) ?? before(later, publishedVersion) };
}

/** What an address says of a side. */
export function sideText(side: Side): string {
  return String(side);
}

/** "version 3", "the draft" */
export function sideWords(side: Side): string {
  if (side === "draft") return "the draft";
  return side === "nothing" ? "nothing" : `version ${side}`;
}

function before(side: Side, publishedVersion: number | null): Side {
  if (side === "draft") return publishedVersion ?? "nothing";
  return side === "nothing" || side === 1 ? "nothing" : side - 1;
}

function sideOf(text: string): Side | null {
  if (text === "draft" || text === "nothing") return text;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
