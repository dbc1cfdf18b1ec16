import { evaluate, parseCached } from "@riposte/template";
import type { Context, Data, DataMap } from "@riposte/template";
import type { VariableChanges } from "../engine/protocol.ts";
import { RenderError } from "./render-error.ts";
import { joinPath } from "./tree.ts";

const ASSIGNMENTS = "assignments";

/** In place of the values to append or remove: what the variables come to. */
export function applyChanges(
  rendered: Record<string, Data>,
  changes: VariableChanges,
  context: Context,
  semantics: number | undefined,
): Record<string, Data> {
  const assigned = rendered[ASSIGNMENTS];
  const variables = context.get("vars");
  if (!(assigned instanceof Map) || !(variables instanceof Map)) return rendered;
  const changed: DataMap = new Map(assigned);
  for (const [name, operation] of Object.entries(changes)) {
    if (!assigned.has(name)) continue;
    const [before, value] = [variables.get(name) ?? null, assigned.get(name) ?? null];
    const after = operation === "append" ? append(before, value) : remove(before, value, semantics);
    if (after === undefined) throw new RenderError(joinPath(ASSIGNMENTS, name), unfit(name, operation));
    changed.set(name, after);
  }
  return { ...rendered, [ASSIGNMENTS]: changed };
}

/** A variable that is not there, or is null, counts as an empty list. */
function append(before: Data, value: Data): Data | undefined {
  if (before === null) return [value];
  return Array.isArray(before) ? [...before, value] : undefined;
}

function remove(before: Data, value: Data, semantics: number | undefined): Data | undefined {
  if (before === null) return [];
  if (before instanceof Map) {
    const rest = new Map(before);
    if (typeof value === "string") rest.delete(value);
    return rest;
  }
  if (!Array.isArray(before)) return undefined;
  const context = new Map([
    ["before", before],
    ["value", value],
  ]);
  return evaluate(parseCached("{{ before | reject('eq', value) | list }}"), context, { semantics });
}

function unfit(name: string, operation: "append" | "remove"): Error {
  const wanted = operation === "append" ? "a list" : "a list or a dict";
  return new Error(`The variable "${name}" is not ${wanted}, so that nothing can be ${IN_WORDS[operation]}.`);
}

const IN_WORDS = { append: "appended to it", remove: "removed from it" } as const;
