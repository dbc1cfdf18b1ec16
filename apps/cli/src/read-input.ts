import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { CliError } from "./cli-error.ts";
import type { Environment } from "./env.ts";
import { EXIT } from "./exit-codes.ts";
import { readAll } from "./io.ts";
import type { Io } from "./io.ts";

/** The text of a file that the user named; `-` is stdin. */
export async function readInput(
  name: string,
  { io, environment }: { readonly io: Io; readonly environment: Environment },
): Promise<string> {
  return name === "-" ? readAll(io.stdin) : readTextFile(resolve(environment.workingFolder, name));
}

export async function readTextFile(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new CliError(EXIT.usage, `${path} cannot be read: ${reasonOf(error)}.`);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "it is a folder";
  if (code === "EACCES") return "this user may not read it";
  return error instanceof Error ? error.message : String(error);
}
