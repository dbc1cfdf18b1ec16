import { ActionError, actions, readArguments } from "@riposte/integrations";
import type { ActionEntry } from "@riposte/plan";
import { decodeData, toPlain } from "@riposte/template";

/** What a call would touch: `alert:AL-1`, `mail:jane@example.com`. Nothing where that cannot be told. */
export function concerns(action: string, json: string | null): readonly string[] {
  const definition = actions.get(action);
  if (definition === undefined || json === null) return [];
  try {
    return definition.target(readArguments(definition, decodeData(json)));
  } catch {
    return [];
  }
}

interface Argument {
  readonly name: string;
  /** JSON text. */
  readonly json: string;
  /** What of it nobody knows yet. */
  readonly open: readonly string[];
}

/** Stands for what is not known: no value can hold it. One letter, so that it is a list of one as well. */
const UNKNOWN = "\0";

/** The same while some arguments are not known yet: whatever hangs on those is left out. */
export function concernsSoFar(action: string, args: readonly Argument[]): readonly string[] {
  const definition = actions.get(action);
  if (definition === undefined) return [];
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

/** What people call the value of an argument, where its schema says so: "Ongoing" for the uuid of a status. */
export function meaningOf(entry: ActionEntry | undefined, name: string, json: string): string | null {
  if (!json.startsWith('"')) return null;
  const names = (entry?.arguments["properties"] as Properties | undefined)?.[name]?.["x-names"];
  const value = JSON.parse(json) as string;
  return names !== undefined && Object.hasOwn(names, value) ? (names[value] ?? null) : null;
}

type Properties = Readonly<Record<string, { readonly "x-names"?: Readonly<Record<string, string>> }>>;

/** What a call will say against its arguments; null where nothing is known against them. */
export function refusal(action: string, json: string | null): string | null {
  const definition = actions.get(action);
  if (definition === undefined || json === null) return null;
  try {
    readArguments(definition, decodeData(json));
    return null;
  } catch (error) {
    if (error instanceof ActionError) return error.message;
    throw error;
  }
}
