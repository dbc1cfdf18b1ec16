import type { CallArguments, Machine } from "../evaluate/machine.ts";
import type { Operation } from "../evaluate/signature.ts";
import { Fault } from "../error.ts";
import { asText } from "../python/compare.ts";
import { OneShot } from "../python/iterator.ts";
import { iterate, truthy } from "../python/sequence.ts";
import type { Value } from "../python/value.ts";
import { attributeGetter } from "./attribute-getter.ts";

export const SELECTION_FILTERS: Readonly<Record<string, Operation<Value>>> = {
  map: (value, args, machine) => lazily(value, machine, (items) => mapped(items, args, machine)),
  select: select(false, true),
  reject: select(false, false),
  selectattr: select(true, true),
  rejectattr: select(true, false),
};

/** Nothing is done, and nothing is wrong, before somebody asks for the first item. */
function lazily(value: Value, machine: Machine, run: (items: Iterable<Value>) => Iterable<Value>): OneShot {
  function* items(): Generator<Value> {
    if (truthy(value)) yield* run(iterate(value, machine.budget));
  }
  return new OneShot(items());
}

function* mapped(items: Iterable<Value>, args: CallArguments, machine: Machine): Generator<Value> {
  const transform = mapping(args, machine);
  for (const item of items) yield transform(item);
}

function mapping({ positional, named }: CallArguments, machine: Machine): (item: Value) => Value {
  const attribute = named.get("attribute");
  if (positional.length === 0 && attribute !== undefined) {
    const [unexpected] = [...named.keys()].filter((name) => name !== "attribute" && name !== "default");
    if (unexpected !== undefined) throw new Fault("type", `Unexpected keyword argument '${unexpected}'`);
    return attributeGetter(attribute, machine, named.get("default") ?? null);
  }
  const [name, ...rest] = positional;
  if (name === undefined) throw new Fault("type", "map requires a filter argument");
  return (item) => machine.filter(nameIn(name), item, { positional: rest, named });
}

function select(byAttribute: boolean, wanted: boolean): Operation<Value> {
  return (value, args, machine) =>
    lazily(value, machine, function* selected(items) {
      const holds = condition(args, byAttribute, machine);
      for (const item of items) if (holds(item) === wanted) yield item;
    });
}

function condition(args: CallArguments, byAttribute: boolean, machine: Machine): (item: Value) => boolean {
  const [attribute] = args.positional;
  if (byAttribute && attribute === undefined) throw new Fault("type", "Missing parameter for attribute name");
  const subject = byAttribute ? attributeGetter(attribute ?? null, machine) : (item: Value) => item;
  const [name, ...rest] = args.positional.slice(byAttribute ? 1 : 0);
  if (name === undefined) return (item) => truthy(subject(item));
  return (item) => machine.test(nameIn(name), subject(item), { positional: rest, named: args.named });
}

function nameIn(value: Value): string {
  const text = asText(value);
  if (text === null) throw new Fault("type", "the name of a filter or test is a str");
  return text;
}
