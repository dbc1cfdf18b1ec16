export const HANDWRITTEN_QUEUE = "bench-handwritten";

/** Where the product that is measured keeps its parts; handed to the hand-written worker by the environment. */
export interface Target {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly keyring: string;
  readonly hook: Hook;
}

/** The playbook that answers, and what both sides' requests to it are signed with. */
export interface Hook {
  readonly playbook: string;
  readonly url: string;
  readonly secret: string;
}

const TARGET = "BENCH_TARGET";

export function targetVariables(target: Target): NodeJS.ProcessEnv {
  return { [TARGET]: JSON.stringify(target) };
}

export function readTarget(env: NodeJS.ProcessEnv = process.env): Target {
  const text = env[TARGET];
  if (text === undefined) throw new Error("Start it by `pnpm bench`.");
  return JSON.parse(text) as Target;
}
