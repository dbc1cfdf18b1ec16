import { isDeepStrictEqual } from "node:util";
import { findScriptAction, getScript } from "@riposte/db";
import type { ScriptVerdict } from "@riposte/temporal/contract";
import type { Context } from "../context.ts";
import { liveInterpreters } from "../runners/live-interpreters.ts";
import { UserError } from "../user-error.ts";

interface Source {
  readonly name: string;
  readonly source: string;
  readonly entry: "main" | "plain";
  /** The version of its interpreter; absent: any Python 3. */
  readonly python?: string | undefined;
  /** JSON Schema. */
  readonly arguments: Readonly<Record<string, unknown>>;
}

interface Action extends Source {
  readonly scripts: readonly Source[];
}

/**
 * Has the sources of actions read, not run, by the interpreter that would run them. Each call returns what the author
 * should know of one; what is saved already, to be called as it is now, was read before. Whoever did not answer once is
 * not asked again.
 * @throws UserError with line and reason where one is no Python.
 */
export async function sourceChecker(ctx: Context): Promise<(action: Action) => Promise<readonly string[]>> {
  const { runs } = ctx.services;
  let silent: ScriptVerdict | null = null;
  const live = await liveInterpreters(ctx.services, ctx.actor.workspaceId);
  return async (action) => {
    const saved = await savedSources(ctx, action.name);
    const warnings: string[] = [];
    for (const { script, place } of sourcesOf(action)) {
      const missing = missingInterpreter(script, live);
      if (missing !== null) warnings.push(missing);
      const isKnown = saved.some((was) => isDeepStrictEqual(was, comparable(script)));
      if (isKnown || missing !== null) continue;
      const { source, python } = script;
      const verdict =
        silent ?? (await runs.checkScript({ source, ...(python === undefined ? {} : { python }) }));
      if (verdict.kind === "unchecked") silent = verdict;
      warnings.push(...judge(script, verdict, place));
    }
    return warnings;
  };
}

interface Placed {
  readonly script: Source;
  /** Where its source stands in the input. */
  readonly place: string;
}

function sourcesOf(action: Action): readonly Placed[] {
  return [
    { script: action, place: "source" },
    ...action.scripts.map((script, at) => ({
      script: { ...script, name: `${action.name}.${script.name}` },
      place: `scripts.${at}.source`,
    })),
  ];
}

function comparable({ source, entry, python, arguments: args }: Source) {
  return { source, entry, python, arguments: args };
}

async function savedSources({ services: { db }, actor }: Context, name: string) {
  const current = await findScriptAction(db, actor.workspaceId, name);
  const rows = current === null ? [] : [current.version, ...current.parts];
  return Promise.all(
    rows.map(async ({ definition, scriptHash }) => {
      const { entry, python, arguments: args } = JSON.parse(definition) as Source;
      return { source: await getScript(db, scriptHash), entry, python, arguments: args };
    }),
  );
}

/** Nothing is said while no runner is there: it may come with any. */
function missingInterpreter({ name, python }: Source, live: readonly string[]): string | null {
  if (python === undefined || live.length === 0 || live.includes(python)) return null;
  return `${name} asks for Python ${python}, and no runner has it: its syntax was not checked, and its steps will fail. Install Python ${python} where scripts run, or choose another interpreter; runners have ${live.join(", ")}.`;
}

function judge(script: Source, verdict: ScriptVerdict, field: string): readonly string[] {
  switch (verdict.kind) {
    case "faulty": {
      const where = verdict.line === null ? "" : ` in line ${verdict.line}`;
      const message = `${script.name} is no Python that can run${where}: ${verdict.message.replace(/\.$/, "")}. Nothing was saved.`;
      throw new UserError("bad_request", message, { field });
    }
    case "unchecked":
      return [
        `The syntax of ${script.name} was not checked, for what runs scripts did not answer (${verdict.reason}). It is saved all the same.`,
      ];
    case "fine":
      return script.entry === "main"
        ? [...neverWorks(script.name, verdict.wrong), ...disagreements(script, verdict.main)]
        : [];
  }
}

type Fine = Extract<ScriptVerdict, { kind: "fine" }>;

const WRONG: Readonly<Record<NonNullable<Fine["wrong"]>["why"], (where: string) => string>> = {
  no_main: () => "has no function main, which `entry: main` calls: every call of it will fail",
  async_main: (where) =>
    `has an async main${where}, which is called and never awaited: every call of it will fail`,
  generator_main: (where) =>
    `has a main${where} that yields, and a generator is no result: every call of it will fail`,
};

/** What no call can go well with, whatever it is given. */
export function neverWorks(name: string, wrong: Fine["wrong"]): readonly string[] {
  if (wrong === null) return [];
  return [`${name} ${WRONG[wrong.why](wrong.line === null ? "" : ` in line ${wrong.line}`)}.`];
}

type Signature = Fine["main"];

/** What would fail at every call; nothing where the arguments are not declared one by one. */
export function disagreements(
  { name, arguments: schema }: Pick<Source, "name" | "arguments">,
  main: Signature,
): readonly string[] {
  const declared = schema["properties"];
  if (main === null || typeof declared !== "object" || declared === null) return [];
  const names = Object.keys(declared);
  const needed = main.needed.filter((each) => each !== "connector" && !names.includes(each));
  const unknown = main.takesAny ? [] : names.filter((each) => !main.names.includes(each));
  return [
    ...needed.map((each) => `main() of ${name} needs "${each}", which its arguments do not declare.`),
    ...unknown.map((each) => `The arguments of ${name} declare "${each}", which main() does not take.`),
  ];
}
