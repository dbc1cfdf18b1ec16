import type { Operation } from "../evaluate/signature.ts";
import type { Value } from "../python/value.ts";
import { HTML_FILTERS } from "./html.ts";
import { JSON_FILTERS } from "./json.ts";
import { NUMERIC_FILTERS } from "./numeric.ts";
import { ORDERING_FILTERS } from "./ordering.ts";
import { SELECTION_FILTERS } from "./selection.ts";
import { SEQUENCE_FILTERS } from "./sequences.ts";
import { TEXT_FILTERS } from "./text.ts";

/** Everything that can stand after a bar. */
export const FILTERS: ReadonlyMap<string, Operation<Value>> = new Map(
  Object.entries({
    ...TEXT_FILTERS,
    ...HTML_FILTERS,
    ...NUMERIC_FILTERS,
    ...SEQUENCE_FILTERS,
    ...SELECTION_FILTERS,
    ...ORDERING_FILTERS,
    ...JSON_FILTERS,
  }),
);

export function hasFilter(name: string): boolean {
  return FILTERS.has(name);
}
