import { parse, references, TemplateError } from "@riposte/template";
import type { Reference } from "@riposte/template";

/** What a path of the file's is here: what stands for its first `parts` parts; null: the same as it stands. */
export type Replace = (path: Reference["path"]) => { readonly by: string; readonly parts: number } | null;

/** A path that has no meaning here stays as it stands; what is said of it comes from `Replace` itself. */
export interface Rewritten {
  readonly text: string;
  /** Why it cannot be read as a template; null: it can. */
  readonly problem: string | null;
}

/** A text that may hold templates. */
export function rewriteTemplate(text: string, replace: Replace): Rewritten {
  let found: readonly Reference[];
  try {
    found = references(parse(text));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { text, problem: `${error.message} (line ${error.range.line})` };
  }
  let changed = text;
  // From the end, so that places before stay where they are.
  for (const reference of found.toSorted((a, b) => b.range.start - a.range.start)) {
    const replacement = replace(reference.path);
    if (replacement === null) continue;
    const { start, end } = reference.range;
    if (!isWhole(text.slice(start, end)))
      return { text, problem: `${text.slice(start, end)} stands partly in brackets` };
    const rest = restOf(reference, replacement.parts);
    changed = `${changed.slice(0, start)}${replacement.by}${rest}${changed.slice(end)}`;
  }
  return { text: changed, problem: null };
}

/** Of `(node.0).x` the place begins within the brackets. */
function isWhole(path: string): boolean {
  return path.split("(").length === path.split(")").length;
}

function restOf({ path, dotted }: Reference, from: number): string {
  return path
    .slice(from)
    .map((part, at) => (dotted[from + at] === true ? `.${part}` : `[${literal(part)}]`))
    .join("");
}

export function literal(value: string | number): string {
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}
