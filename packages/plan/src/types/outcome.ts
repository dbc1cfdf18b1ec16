import { keysOf, madeOf, NEVER, of, union } from "./type.ts";
import type { Form, Type } from "./type.ts";
import { wordsOf } from "./words.ts";

/** That a thing cannot be done with a value of some form, in words that follow the value's. */
export interface Fault {
  readonly fault: string;
}

export type Outcome = Type | Fault;

export function fault(words: string): Fault {
  return { fault: words };
}

export function isFault(outcome: Outcome): outcome is Fault {
  return "fault" in outcome;
}

/** What comes of each form; a fault only where no form gets any further. */
export function each(type: Type, act: (form: Form) => Outcome): Outcome {
  const outcomes = type.forms.map(act);
  const types = outcomes.filter((outcome): outcome is Type => !isFault(outcome));
  const [first] = outcomes;
  if (types.length === 0 && first !== undefined && isFault(first)) return first;
  return madeOf(union([NEVER, ...types]), [type]);
}

/** The one type, but for values that cannot be undergone this at all. */
export function unless(
  kinds: readonly Form["kind"][],
  words: string,
  result: Type,
): (input: Type) => Outcome {
  return (input) => each(input, (form) => (kinds.includes(form.kind) ? fault(words) : result));
}

/** What walking a value visits. */
export function itemsOf(type: Type): Outcome {
  return each(type, (form) => {
    switch (form.kind) {
      case "any":
      case "other":
        return of({ kind: "any" });
      case "undefined":
        return NEVER;
      case "string":
        return of({ kind: "string", literals: null });
      case "list":
        return form.method === undefined ? form.items() : fault("is no list, object or text");
      case "dict":
        return keysOf(form);
      default:
        return fault("is no list, object or text");
    }
  });
}

/** Why a loop can never run over it, as a sentence; null where it may. For steps that loop and for `{% for %}`. */
export function whyNoLoop(type: Type): string | null {
  if (type.forms.length === 0 || !isFault(itemsOf(type))) return null;
  return `A loop needs a list, an object or a text; this is ${wordsOf(type)}.`;
}
