import { REQUIRED, operation, plain } from "../evaluate/signature.ts";
import type { Operation } from "../evaluate/signature.ts";
import { findAttribute, getAttribute } from "../evaluate/attributes.ts";
import { print, repr } from "../python/printer.ts";
import { typeName } from "../python/type-name.ts";
import { Undefined } from "../python/undefined.ts";
import type { Value } from "../python/value.ts";
import { prettyPrint } from "./pretty-print.ts";

export const INSPECTION_FILTERS: Readonly<Record<string, Operation<Value>>> = {
  attr: operation({ name: REQUIRED }, (value, { name }, machine) => {
    if (value instanceof Undefined) value.fail();
    const wanted = print(name, machine.budget);
    if (wanted.startsWith("__")) return getAttribute(value, wanted, machine);
    const found = findAttribute(value, wanted);
    return found === undefined
      ? machine.undefined(`'${typeName(value)} object' has no attribute ${repr(name, machine.budget)}`)
      : found;
  }),
  pprint: plain((value, { budget }) => budget.text(prettyPrint(value, budget))),
};
