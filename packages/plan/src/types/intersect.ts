import { NEVER, of, union } from "./type.ts";
import type { DictForm, Form, Type } from "./type.ts";

/** At least what is of both types. */
export function intersect(a: Type, b: Type): Type {
  if (isAny(a)) return marked(b, a);
  if (isAny(b)) return marked(a, b);
  const forms = a.forms.flatMap((left) => b.forms.flatMap((right) => meet(left, right)));
  return marked(union([NEVER, ...forms.map((form) => of(form))]), a, b);
}

function isAny({ forms }: Type): boolean {
  return forms.some(({ kind }) => kind === "any");
}

function marked(type: Type, ...more: readonly Type[]): Type {
  const all = [type, ...more];
  return { ...type, secret: all.some(({ secret }) => secret), learnt: all.some(({ learnt }) => learnt) };
}

function meet(left: Form, right: Form): Form[] {
  if (left.kind === "bool" && right.kind === "bool") {
    if (left.value === null || left.value === right.value) return [right];
    return right.value === null ? [left] : [];
  }
  if (left.kind === "string" && right.kind === "string") {
    if (left.literals === null) return [right];
    const { literals } = right;
    const both = literals === null ? left.literals : left.literals.filter((text) => literals.includes(text));
    return both.length === 0 ? [] : [{ kind: "string", literals: both }];
  }
  if (left.kind === "list" && right.kind === "list")
    return [{ ...left, items: () => intersect(left.items(), right.items()) }];
  if (left.kind === "dict" && right.kind === "dict") return [meetDicts(left, right)];
  return left.kind === right.kind ? [left] : [];
}

/** A key that one names and the other does not is of what the other says about keys it does not name. */
function meetDicts(left: DictForm, right: DictForm): DictForm {
  const names = new Set([...left.fields.keys(), ...right.fields.keys()]);
  const fields = [...names].flatMap((name) => {
    const [one, other] = [left.fields.get(name) ?? left.rest, right.fields.get(name) ?? right.rest];
    return one === null || other === null ? [] : [[name, () => intersect(one(), other())] as const];
  });
  const { rest } = left;
  const { rest: more } = right;
  const others = rest === null || more === null ? null : () => intersect(rest(), more());
  return { kind: "dict", fields: new Map(fields), rest: others };
}
