import type { Machine } from "../evaluate/machine.ts";
import { asText } from "../python/compare.ts";
import { Undefined } from "../python/undefined.ts";
import type { Value } from "../python/value.ts";

type Getter = (item: Value) => Value;

/** `"a.b.0"` as Jinja2's filters take it: parts of digits only are indices. */
export function attributeGetter(attribute: Value, machine: Machine, fallback: Value = null): Getter {
  const parts = attributeParts(attribute);
  return (item) => {
    let value = item;
    for (const part of parts) {
      value = machine.item(value, part);
      if (fallback !== null && value instanceof Undefined) value = fallback;
    }
    return value;
  };
}

/** `"a,b.c"`: several at once. */
export function attributesGetter(attribute: Value, machine: Machine): (item: Value) => Value[] {
  const text = asText(attribute);
  const getters = (text === null ? [attribute] : text.split(",")).map((part) =>
    attributeGetter(part, machine),
  );
  return (item) => getters.map((get) => get(item));
}

/** Text in lower case, everything else as it is. */
export function ignoreCase(value: Value): Value {
  const text = asText(value);
  return text === null ? value : text.toLowerCase();
}

function attributeParts(attribute: Value): Value[] {
  if (attribute === null) return [];
  const text = asText(attribute);
  if (text === null) return [attribute];
  return text.split(".").map((part) => (/^[0-9]+$/.test(part) ? BigInt(part) : part));
}
