import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Product } from "../../support/product.ts";
import type { Answers } from "./answers.ts";
import type { ModuleFolder } from "./module-folder.ts";
import type { RecordedCall, Recording } from "./record-calls.ts";

export interface Replayed {
  readonly agreed: number;
  /** What did not, each in a line. */
  readonly differences: readonly string[];
  /** By why they could not be repeated, how many. */
  readonly leftOut: ReadonlyMap<string, number>;
}

interface Where {
  readonly product: Product;
  readonly answers: Answers;
  readonly work: string;
}

/** Runs what was recorded by `riposte action run`, against the answers that were recorded with it. */
export async function replayCalls(
  module: ModuleFolder,
  { calls, commands }: Recording,
  where: Where,
): Promise<Replayed> {
  const differences: string[] = [];
  const leftOut = new Map<string, number>();
  let agreed = 0;
  for (const call of calls) {
    const command = commands[call.class];
    const why = whyLeftOut(call, command);
    if (why !== null || command === undefined) {
      leftOut.set(why ?? "", (leftOut.get(why ?? "") ?? 0) + 1);
      continue;
    }
    const difference = await replay(module, { call, command }, where);
    if (difference === null) agreed++;
    else differences.push(`${command}: ${difference}`);
  }
  return { agreed, differences, leftOut };
}

function whyLeftOut(call: RecordedCall, command: string | undefined): string | null {
  if (command === undefined) return "its class is no action of main.py";
  if (call.files) return "it reads files that its test has made";
  if (call.patched !== null) return "its test has patched something else than HTTP";
  if (call.exchanges.some((exchange) => "broken" in exchange)) return "its test lets a connection break";
  if (call.arguments === null || (call.error === null && call.results === undefined))
    return "what it was given or gave is not JSON";
  return null;
}

/** Null where both came to the same: the same results, or an error here and there. */
async function replay(
  module: ModuleFolder,
  { call, command }: { readonly call: RecordedCall; readonly command: string },
  { product, answers, work }: Where,
): Promise<string | null> {
  await answers.expect(call.exchanges);
  const files = [join(work, "arguments.json"), join(work, "configuration.json")] as const;
  await writeFile(files[0], JSON.stringify(call.arguments));
  await writeFile(files[1], JSON.stringify(filledIn(module, call.configuration)));
  const given = ["--arguments", files[0], "--configuration", files[1]];
  const { stdout, stderr } = await product.riposte("action", "run", `${module.slug}.${command}`, ...given);
  const said = stdout.startsWith("{") ? (JSON.parse(stdout) as { results?: unknown; error?: string }) : null;
  if (said === null) return `nothing came of it: ${stderr.trim().split("\n").at(-1)}`;
  if (said.error !== undefined && NOT_RUN.test(said.error)) return said.error.slice(0, 200);
  if (call.error !== null) return said.error === undefined ? "its test saw an error, and here is none" : null;
  if (said.error !== undefined) return said.error.slice(0, 200);
  return isDeepStrictEqual(comparable(said.results), comparable(call.results))
    ? null
    : `gave ${JSON.stringify(said.results).slice(0, 150)}, not ${JSON.stringify(call.results).slice(0, 150)}`;
}

/** Its tests leave out what a module requires where they do not need it; nobody can do so here. */
function filledIn(
  { configuration: { properties = {}, required = [] } }: ModuleFolder,
  given: unknown,
): object {
  const known = typeof given === "object" && given !== null ? given : {};
  const asked = required.filter((name) => !Object.hasOwn(known, name) && Object.hasOwn(properties, name));
  const present = Object.entries(known).filter(
    ([name, value]) => Object.hasOwn(properties, name) && value !== null,
  );
  return Object.fromEntries([
    ...present,
    ...asked.map((name) => [name, placeholder(properties[name]?.type)]),
  ]);
}

function placeholder(type: unknown): unknown {
  if (type === "integer" || type === "number") return 1;
  return type === "boolean" ? false : "https://placeholder.example.org";
}

/** What came of it is no word of the module's. */
const NOT_RUN = /^The (?:script was not started|packages of the script|sandbox)/;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Where tests let the module keep its files. */
const FOLDER = /^(?:\/tmp\/[^/]+|\/symphony_data)\//;

/** What a server cannot leave away. */
const OF_THE_WAY = /^(?:elapsed|content-length|connection)$/i;

/** Without what is another one each time: how long a call took, names that were drawn, the folder; nor is no reason one. */
function comparable(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll(UUID, "uuid").replace(FOLDER, "folder/");
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(comparable);
  const kept = Object.entries(value).filter(([name]) => !OF_THE_WAY.test(name));
  return Object.fromEntries(
    kept.map(([name, inner]) => [name, comparable(name === "reason" ? (inner ?? "") : inner)]),
  );
}
