import type { Operation } from "../evaluate/signature.ts";
import type { Value } from "../python/value.ts";
import { HTML_FILTERS } from "./html.ts";
import { CODEC_FILTERS } from "./codec.ts";
import { INSPECTION_FILTERS } from "./inspection.ts";
import { JSON_FILTERS } from "./json.ts";
import { JSON_QUERY_FILTERS } from "./json-query.ts";
import { JSONPATH_FILTERS } from "./jsonpath.ts";
import { NUMERIC_FILTERS } from "./numeric.ts";
import { ORDERING_FILTERS } from "./ordering.ts";
import { REGEX_FILTERS } from "./regex.ts";
import { SELECTION_FILTERS } from "./selection.ts";
import { SEQUENCE_FILTERS } from "./sequences.ts";
import { TEXT_FILTERS } from "./text.ts";
import { TIME_FILTERS } from "./time.ts";
import { URLIZE_FILTERS } from "./urlize.ts";
import { WRAP_FILTERS } from "./wrap.ts";

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
    ...INSPECTION_FILTERS,
    ...WRAP_FILTERS,
    ...URLIZE_FILTERS,
    ...REGEX_FILTERS,
    ...TIME_FILTERS,
    ...CODEC_FILTERS,
    ...JSONPATH_FILTERS,
    ...JSON_QUERY_FILTERS,
  }),
);

export function hasFilter(name: string): boolean {
  return FILTERS.has(name);
}
