import type { ExpressionOf } from "@riposte/template";
import { fieldHint } from "../compile/field-hint.ts";
import type { Env } from "./env.ts";
import { textOf } from "./list-filters.ts";
import { isMissing, itemOf, membersOf } from "./members.ts";
import type { Call } from "./methods.ts";
import { isFault, itemsOf } from "./outcome.ts";
import { LEARNT } from "./report.ts";
import { isOnly, literal } from "./type.ts";
import type { Type } from "./type.ts";

/** Where filters over lists have the name of a field of their items; `map` has it by name alone. */
const PLACES: Readonly<Record<string, number>> = {
  map: Infinity,
  selectattr: 0,
  rejectattr: 0,
  groupby: 0,
  sum: 0,
  unique: 1,
  min: 1,
  max: 1,
  join: 1,
  sort: 2,
};
/** Those ask whether it is there. */
const ASKS = new Set(["defined", "undefined"]);

/** `| map(attribute="nmae")` finds nothing in any of the items, and says nothing of it. */
export function checkNamedAttribute(
  { name, range }: ExpressionOf<"filter">,
  input: Type,
  { positional, named }: Call,
  env: Env,
): void {
  const place = Object.hasOwn(PLACES, name) ? PLACES[name] : undefined;
  const written = place === undefined ? undefined : (positional[place] ?? named.get("attribute"));
  const path = written === undefined ? null : textOf(written);
  const test = name.endsWith("attr") && positional[1] !== undefined ? textOf(positional[1]) : null;
  if (path === null || named.has("default") || (test !== null && ASKS.has(test))) return;
  const items = itemsOf(input);
  if (isFault(items)) return;
  for (const each of name === "sort" ? path.split(",") : [path]) {
    const missing = missingPart(items, each.split("."));
    if (missing === null) continue;
    const fields = membersOf(missing.of).map((member) => member.name);
    const hint = `${fieldHint(missing.part, fields).hint ?? ""} ${items.learnt ? LEARNT : ""}`.trim();
    const message = `There is no field "${missing.part}" in what "${name}" looks through.`;
    const finding = { code: "unknown_field", message, range } as const;
    env.report(hint === "" ? finding : { ...finding, hint }, false);
  }
}

/** The first part that is never there, with what it was looked for in; null where each may be. */
function missingPart(
  items: Type,
  path: readonly string[],
): { readonly part: string; readonly of: Type } | null {
  let type = items;
  for (const part of path) {
    if (!isOnly(type, "dict") || /^[0-9]+$/.test(part)) return null;
    const found = itemOf(type, literal(part), part);
    if (isFault(found)) return null;
    if (isMissing(type, found)) return { part, of: type };
    type = found;
  }
  return null;
}
