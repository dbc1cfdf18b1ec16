import type { Data } from "@riposte/template";
import { isTemplate } from "@riposte/template";

const NAMES =
  /(^|[_-])(api_?key|apikey|auth_(token|password|username)|token|password|passwd|pwd|secret|authorization|credentials?|private_?key)($|[_-])/i;

/** An argument that a person wrote a secret into: a template only says where it comes from. */
function isCredential(key: string, value: Data): boolean {
  return NAMES.test(key) && typeof value === "string" && value !== "" && !isTemplate(value);
}

/** The same data without them, and the ways to what was taken out. */
export function withoutCredentials(
  data: Data,
  place: readonly (string | number)[] = [],
): { readonly data: Data; readonly dropped: readonly (readonly (string | number)[])[] } {
  const dropped: (readonly (string | number)[])[] = [];
  const inside = (item: Data, key: string | number) => {
    const found = withoutCredentials(item, [...place, key]);
    dropped.push(...found.dropped);
    return found.data;
  };
  if (Array.isArray(data)) return { data: data.map(inside), dropped };
  if (!(data instanceof Map)) return { data, dropped };
  const kept = new Map<string, Data>();
  for (const [key, value] of data) {
    if (isCredential(key, value)) dropped.push([...place, key]);
    else kept.set(key, inside(value, key));
  }
  return { data: kept, dropped };
}
