import type { JsonObject } from "../plan.ts";
import type { Diagnostic, SourceRange } from "./diagnostic.ts";
import { error, warning } from "./diagnostic.ts";
import { fieldHint } from "./field-hint.ts";
import { missingField } from "./missing-field.ts";

interface Wanted {
  readonly path: readonly (string | number)[];
  /** How many parts name the value that the schema speaks of. */
  readonly from: number;
  readonly place: { readonly node: string; readonly field: string; readonly range: SourceRange };
}

/** A field that is read and that the schema has not: an error where it can never be there. */
export function fieldFaults(schema: JsonObject | null, { path, from, place }: Wanted): Diagnostic[] {
  const missing = schema === null ? null : missingField(schema, path.slice(from));
  if (missing === null) return [];
  const { at, fields, isCertain } = missing;
  const name = String(path[from + at]);
  const whole = path.slice(0, from + at).join(".");
  const code = "unknown_field";
  const hint = fieldHint(name, fields);
  return isCertain
    ? [error({ code, message: `${whole} has no field "${name}".`, ...place, ...hint })]
    : [warning({ code, message: `${whole} declares no field "${name}".`, ...place, ...hint })];
}
