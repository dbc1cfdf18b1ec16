import { didYouMean } from "./did-you-mean.ts";

const MOST_TOLD = 12;

/** The field that was probably meant, or else those that there are. */
export function fieldHint(name: string, fields: readonly string[]): { hint?: string } {
  const near = didYouMean(name, fields);
  if (near.hint !== undefined || fields.length === 0) return near;
  const more = fields.length > MOST_TOLD ? ", …" : "";
  return { hint: `It has: ${fields.slice(0, MOST_TOLD).join(", ")}${more}.` };
}
