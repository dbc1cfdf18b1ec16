import type { Type } from "./type.ts";

const DEEPEST = 4;

/** Whether it is a secret, or something that would be printed along with one. */
export function holdsSecret(type: Type, depth = 0): boolean {
  if (type.secret) return true;
  if (depth === DEEPEST) return false;
  return type.forms.some((form) => {
    if (form.kind === "list") return holdsSecret(form.items(), depth + 1);
    return form.kind === "dict" && [...form.fields.values()].some((read) => holdsSecret(read(), depth + 1));
  });
}
