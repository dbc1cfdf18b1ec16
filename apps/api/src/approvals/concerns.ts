import { actions, readArguments } from "@riposte/integrations";
import type { ActionEntry } from "@riposte/plan";
import { decodeData, encodeData, toPlain } from "@riposte/template";

/** An action by its key, and its entry where the catalogue has it: an uploaded one says there what it touches. */
export interface Called {
  readonly action: string;
  readonly entry: ActionEntry | undefined;
}

/** What a call would touch: `alert:AL-1`, `mail:jane@example.com`. Nothing where that cannot be told. */
export function concerns({ action, entry }: Called, json: string | null): readonly string[] {
  if (json === null) return [];
  const definition = actions.get(action);
  try {
    if (definition === undefined) return declared(entry, toPlain(decodeData(json)));
    return definition.target(readArguments(definition, decodeData(json)));
  } catch {
    return [];
  }
}

/** Of a list each, for an uploaded action may take several hosts. */
function declared(entry: ActionEntry | undefined, args: unknown): readonly string[] {
  if (entry?.target === undefined || typeof args !== "object" || args === null) return [];
  const { kind, argument } = entry.target;
  const value: unknown = (args as Readonly<Record<string, unknown>>)[argument];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values
    .filter((each) => (typeof each === "string" && each !== "") || typeof each === "number")
    .map((each) => `${kind}:${String(each)}`);
}

interface Argument {
  readonly name: string;
  /** JSON text. */
  readonly json: string;
  /** What of it nobody knows yet. */
  readonly open: readonly unknown[];
}

/** Stands for what is not known: no value can hold it. One letter, so that it is a list of one as well. */
const UNKNOWN = "\0";

/** The same while some arguments are not known yet: whatever hangs on those is left out. */
export function concernsSoFar({ action, entry }: Called, args: readonly Argument[]): readonly string[] {
  const definition = actions.get(action);
  if (definition === undefined) {
    const known = args.filter(({ open }) => open.length === 0);
    return declared(
      entry,
      Object.fromEntries(known.map(({ name, json }) => [name, toPlain(decodeData(json))])),
    );
  }
  const read = Object.entries(definition.arguments.shape).map(([name, schema]) => {
    const given = args.find((each) => each.name === name);
    if (given !== undefined && given.open.length > 0) return [name, UNKNOWN];
    const checked = schema.safeParse(given === undefined ? undefined : toPlain(decodeData(given.json)));
    return [name, checked.success ? checked.data : UNKNOWN];
  });
  try {
    return definition.target(Object.fromEntries(read)).filter((target) => !target.includes(UNKNOWN));
  } catch {
    return [];
  }
}

/** What people call values of a call's arguments (JSON text). */
export function meaningsOf(entry: ActionEntry | undefined, json: string | null) {
  const args = json === null ? null : decodeData(json);
  if (!(args instanceof Map)) return [];
  return [...args].flatMap(([name, value]) => {
    const means = meaningOf(entry, name, encodeData(value));
    return means === null ? [] : [{ name, means }];
  });
}

/** What people call the value of an argument, where its schema says so: "Ongoing" for the uuid of a status. */
export function meaningOf(entry: ActionEntry | undefined, name: string, json: string): string | null {
  if (!json.startsWith('"')) return null;
  const names = (entry?.arguments["properties"] as Properties | undefined)?.[name]?.["x-names"];
  const value = JSON.parse(json) as string;
  return names !== undefined && Object.hasOwn(names, value) ? (names[value] ?? null) : null;
}

type Properties = Readonly<Record<string, { readonly "x-names"?: Readonly<Record<string, string>> }>>;
