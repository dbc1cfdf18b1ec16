import { fileURLToPath } from "node:url";
import { join, resolve } from "node:path";

/** Everything that the command takes from its surroundings; nothing else reads the environment. */
export interface Environment {
  readonly url: string | undefined;
  readonly token: string | undefined;
  /** The folder in which a product on this machine keeps its data. */
  readonly dataFolder: string;
  /** Where the user stands: `pnpm riposte` changes to the project's folder first. */
  readonly workingFolder: string;
  readonly get: (name: string) => string | undefined;
}

const PROJECT = fileURLToPath(new URL("../../..", import.meta.url));

function get(name: string): string | undefined {
  return process.env[name];
}

export function readEnvironment(): Environment {
  const throughPnpm = get("npm_lifecycle_event") === "riposte" && resolve(process.cwd()) === resolve(PROJECT);
  return {
    url: get("RIPOSTE_URL"),
    token: get("RIPOSTE_TOKEN"),
    dataFolder: get("RIPOSTE_DATA") ?? join(PROJECT, ".riposte"),
    workingFolder: throughPnpm ? (get("INIT_CWD") ?? process.cwd()) : process.cwd(),
    get,
  };
}

/** The surroundings with something added, for a program that takes this one's place. */
export function withOwn(added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...added };
}
