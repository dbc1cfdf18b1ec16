import type { StepNode } from "../graph.ts";
import * as types from "../types/type.ts";
import type { Type } from "../types/type.ts";

export type Assignment = Extract<StepNode, { kind: "set" }>["assignments"][number];

/** What the steps that change a variable give it. */
export interface Given {
  readonly operation: NonNullable<Assignment["operation"]>;
  readonly value: Type;
}

export interface VariableTypes {
  /** Whichever step changed it last. */
  readonly whole: Type;
  /** Right after something was appended to it. */
  readonly appended: Type;
  /** Right after something was removed from it. */
  readonly removed: Type;
}

/** In no order: what is set anywhere may be what is appended to. */
export function variableTypes(given: readonly Given[]): VariableTypes {
  const of = (operation: Given["operation"]) =>
    types.union([
      types.NEVER,
      ...given.filter((one) => one.operation === operation).map(({ value }) => value),
    ]);
  const set = of("set");
  const items = types.union([types.NEVER, ...set.forms.map(itemsOfForm), of("append")]);
  const appended = types.madeOf(types.listOf(items), [set, items]);
  const removed = types.union([appended, ...set.forms.map((form) => types.madeOf(withoutSome(form), [set]))]);
  const does = (operation: Given["operation"]) => given.some((one) => one.operation === operation);
  const changed = [...(does("append") ? [appended] : []), ...(does("remove") ? [removed] : [])];
  return { whole: types.union([set, ...changed]), appended, removed };
}

function itemsOfForm(form: Type["forms"][number]): Type {
  if (form.kind === "any") return types.ANY;
  return form.kind === "list" ? form.items() : types.NEVER;
}

/** A dict of which any key may be gone. */
function withoutSome(form: Type["forms"][number]): Type {
  if (form.kind === "any") return types.ANY;
  if (form.kind !== "dict") return types.NEVER;
  const fields = [...form.fields].map(
    ([name, read]) => [name, () => types.union([read(), types.UNDEFINED])] as const,
  );
  return types.of({ ...form, fields: new Map(fields) });
}
