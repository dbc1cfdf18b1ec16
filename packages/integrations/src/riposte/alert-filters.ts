import { ActionError } from "../action-error.ts";
import { alertMatchFields } from "../store.ts";
import type { AlertMatchField } from "../store.ts";

/** Arguments by name: the filters of the public API among them. */
type Filters = Readonly<Record<string, unknown>>;

/** An empty filter is no filter. */
function textOf(args: Filters, name: string): string | undefined {
  const text = args[name];
  return typeof text === "string" && text.trim() !== "" ? text : undefined;
}

/** `match[title]`: values separated by commas. */
export function readLists(args: Filters, prefix: "match" | "nomatch"): { [F in AlertMatchField]?: string[] } {
  const found: { [F in AlertMatchField]?: string[] } = {};
  for (const field of alertMatchFields) {
    const values = textOf(args, `${prefix}[${field}]`)?.split(",") ?? [];
    const named = values.map((value) => value.trim()).filter((value) => value !== "");
    if (named.length > 0) found[field] = named;
  }
  return found;
}

/** `range[urgency]`: from and to with a comma between; either may be empty. @throws ActionError */
export function readRange<V>(
  args: Filters,
  name: string,
  parse: (text: string) => V | undefined,
): readonly [V | null, V | null] | undefined {
  const text = textOf(args, name);
  if (text === undefined) return undefined;
  const sides = text.split(",").map((side) => (side.trim() === "" ? null : parse(side.trim())));
  const [from, to] = sides.length === 1 ? [sides[0], null] : sides;
  if (from === undefined || to === undefined || sides.length > 2) {
    throw new ActionError(
      "bad_arguments",
      `${name} is "${text}". Write from and to with one comma between.`,
      {
        field: `arguments.${name}`,
      },
    );
  }
  return [from, to];
}

export function toInstant(text: string): Date | undefined {
  const isIso = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const instant = new Date(text);
  return isIso && !Number.isNaN(instant.getTime()) ? instant : undefined;
}

export function toNumber(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
