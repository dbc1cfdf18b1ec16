import { itemOf } from "./members.ts";
import type { Call } from "./methods.ts";
import { each, fault, isFault, itemsOf } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import type { FilterCall, FilterRule } from "./filters.ts";
import { ifTrue } from "./truth.ts";
import {
  ANY,
  FLOAT,
  INT,
  isOnly,
  keysOf,
  listOf,
  literal,
  NEVER,
  of,
  STRING,
  tupleOf,
  uncalledMethod,
  UNDEFINED,
  union,
  valuesOf,
  without,
} from "./type.ts";
import type { ListForm, Type } from "./type.ts";

/** Those that walk what they are given. */
export const LIST_FILTERS: Readonly<Record<string, FilterRule>> = {
  list: (input) => overItems(input, (items) => listOf(items)),
  first: (input) => overItems(input, (items) => union([items, UNDEFINED])),
  last: (input) => notLazy(input, (items) => union([items, UNDEFINED])),
  reverse: (input) =>
    each(input, (form) => {
      if (form.kind === "string") return STRING;
      if (form.kind === "any") return ANY;
      const isLazy = form.kind === "list" && form.sort === "lazy";
      return overItems(of(form), (items) => listOf(items, isLazy ? "list" : "lazy"));
    }),
  random: (input) => {
    const picked = each(input, (form) => {
      if (form.kind === "dict") return fault("is no list");
      return notLazy(of(form), (items) => union([items, UNDEFINED]));
    });
    return picked;
  },
  items: (input) =>
    each(input, (form) => {
      if (form.kind === "any" || form.kind === "other") return listOf(ANY, "lazy");
      if (form.kind === "undefined") return listOf(NEVER, "lazy");
      if (form.kind !== "dict") return fault("is no object");
      return listOf(() => tupleOf([keysOf(form), valuesOf(form)]), "lazy");
    }),
  batch: (input, call) => overItems(input, (items) => listOf(listOf(filled(items, call)), "lazy")),
  slice: (input, call) => overItems(input, (items) => listOf(listOf(filled(items, call)), "lazy")),
  sort: (input) => overItems(input, (items) => listOf(items)),
  unique: (input) => lazily(input, (items) => items),
  min: (input) => overItems(input, (items) => union([items, UNDEFINED])),
  max: (input) => overItems(input, (items) => union([items, UNDEFINED])),
  difference: (input) => overItems(input, (items) => listOf(items)),
  flatten: (input, { positional, named }) =>
    overItems(input, (items) =>
      listOf(positional.length > 0 || named.size > 0 ? ANY : () => without(flat(items, 6), "null")),
    ),
  sum: (input, call) => overItems(input, (items) => sumOf(items, call)),
  dictsort: (input) =>
    each(input, (form) => {
      if (form.kind === "any") return listOf(tupleOf([ANY, ANY]));
      if (form.kind !== "dict") return fault("is no object");
      return listOf(() => tupleOf([keysOf(form), valuesOf(form)]));
    }),
  groupby: (input) => overItems(input, (items) => listOf(tupleOf([ANY, listOf(items)]))),

  map: (input, call) => lazily(input, (items) => mapped(items, call)),
  select: (input, { positional }) =>
    lazily(input, (items) => (positional.length === 0 ? ifTrue(items) : items)),
  reject: (input) => lazily(input, (items) => items),
  selectattr: (input) => lazily(input, (items) => items),
  rejectattr: (input) => lazily(input, (items) => items),
};

function overItems(input: Type, make: (items: Type) => Type): Outcome {
  return each(input, (form) => {
    const items = itemsOf(of(form));
    return isFault(items) ? items : make(items);
  });
}

function notLazy(input: Type, make: (items: Type) => Type): Outcome {
  return each(input, (form) => {
    const isLazy = form.kind === "list" && form.sort === "lazy";
    return isLazy ? fault("can only be read from its start: put | list before") : overItems(of(form), make);
  });
}

/** Nothing is walked before somebody asks, and what counts as false never is. */
function lazily(input: Type, make: (items: Type) => Type): Outcome {
  const method = uncalledMethod(input);
  const form: ListForm = {
    kind: "list",
    sort: "lazy",
    ...(method === null ? {} : { method }),
    parts: null,
    items: () => {
      const items = itemsOf(input);
      return isFault(items) ? NEVER : make(items);
    },
  };
  return { forms: [form], secret: input.secret, learnt: input.learnt };
}

function mapped(items: Type, call: FilterCall): Type {
  const [name, ...positional] = call.positional;
  const attribute = call.named.get("attribute");
  if (name === undefined) {
    if (attribute === undefined) return ANY;
    return memberAt(items, attribute, call.named.get("default"));
  }
  const written = textOf(name);
  const outcome = written === null ? null : call.filter(written, items, { positional, named: call.named });
  return outcome === null ? ANY : isFault(outcome) ? NEVER : outcome;
}

/** `"a.b.0"`; what is missing on the way is the fallback, and the rest of the path is read from that. */
function memberAt(items: Type, attribute: Type, fallback: Type | undefined): Type {
  const path = textOf(attribute);
  if (path === null) return ANY;
  let type = items;
  for (const part of path.split(".")) {
    const isIndex = /^[0-9]+$/.test(part);
    const found = isIndex ? itemOf(type, INT, BigInt(part)) : itemOf(type, literal(part), part);
    if (isFault(found)) return NEVER;
    type = fallback === undefined ? found : union([without(found, "undefined"), fallback]);
  }
  return type;
}

/** The text that a type can only be; null where it can be another. */
export function textOf({ forms }: Type): string | null {
  const [form, ...others] = forms;
  if (form?.kind !== "string" || others.length > 0 || form.literals?.length !== 1) return null;
  return form.literals[0] ?? null;
}

function filled(items: Type, { positional, named }: Call): Type {
  const by = positional[1] ?? named.get("fill_with");
  return by === undefined ? items : union([items, by]);
}

function sumOf(items: Type, { positional, named }: Call): Type {
  if (positional.length > 0 || named.size > 0) return ANY;
  if (items.forms.length === 0 || isOnly(items, "int", "bool")) return INT;
  return isOnly(items, "int", "bool", "float") ? union([INT, FLOAT]) : ANY;
}

function flat(type: Type, depth: number): Type {
  const parts = type.forms.map((form) => {
    if (form.kind !== "list") return of(form);
    if (depth === 0 || form.sort === "lazy" || form.sort === "view") return ANY;
    return flat(form.items(), depth - 1);
  });
  return union([NEVER, ...parts]);
}
