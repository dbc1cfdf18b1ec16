import type { Form, Type } from "./type.ts";

/** Whether a value counts as true: always, never, or nobody knows (null). */
export function truthOf({ forms }: Type): boolean | null {
  const [first, ...others] = forms.map(truthOfForm);
  if (first === undefined) return null;
  return others.every((truth) => truth === first) ? first : null;
}

function truthOfForm(form: Form): boolean | null {
  switch (form.kind) {
    case "undefined":
    case "null":
      return false;
    case "bool":
      return form.value;
    case "string": {
      const { literals } = form;
      if (literals === null) return null;
      return literals.every((text) => text !== "")
        ? true
        : literals.every((text) => text === "")
          ? false
          : null;
    }
    case "list":
      if (form.parts !== null) return form.parts.length > 0;
      return form.sort === "lazy" ? true : null;
    case "method":
      return true;
    default:
      return null;
  }
}

/** What is left of a type where it is known to be true. */
export function ifTrue(type: Type): Type {
  return filtered(type, (form) => {
    if (form.kind === "string" && form.literals !== null)
      return [{ kind: "string", literals: form.literals.filter((text) => text !== "") }];
    return truthOfForm(form) === false ? [] : [form.kind === "bool" ? { kind: "bool", value: true } : form];
  });
}

export function ifFalse(type: Type): Type {
  return filtered(type, (form) => {
    if (truthOfForm(form) === true) return [];
    return [form.kind === "bool" ? { kind: "bool", value: false } : form];
  });
}

export function filtered(type: Type, keep: (form: Form) => readonly Form[]): Type {
  return { ...type, forms: type.forms.flatMap(keep) };
}
