import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readProcesses } from "@riposte/api/processes";
import { z } from "zod";
import { CliError } from "./cli-error.ts";
import type { Environment } from "./env.ts";
import { EXIT } from "./exit-codes.ts";

export interface Connection {
  readonly url: string;
  readonly token: string;
}

interface Wish {
  readonly url?: string | undefined;
  readonly token?: string | undefined;
  readonly data?: string | undefined;
}

/** What a server on this machine leaves in its data folder while it runs. */
const runFile = z.object({ url: z.url(), tokenFile: z.string() });

/** What the environment says of another server than the one whose data folder was named, for people; null: nothing. */
export function notUsed(wish: Wish, environment: Environment): string | null {
  if (wish.data === undefined || wish.url !== undefined) return null;
  const isToldToken = wish.token === undefined && environment.token !== undefined;
  const names = [
    ...(environment.url === undefined ? [] : ["RIPOSTE_URL"]),
    ...(isToldToken ? ["RIPOSTE_TOKEN"] : []),
  ];
  if (names.length === 0) return null;
  const are = names.length === 1 ? "is" : "are";
  const token = isToldToken ? ", and its own token is taken; give another one with --token" : "";
  return `${names.join(" and ")} ${are} not used: --data names the server${token}.`;
}

/** From the options, else the environment, else the data folder of a server on this machine. */
export async function findConnection(wish: Wish, environment: Environment): Promise<Connection> {
  // Who names a data folder means the server there, whatever the environment says of another.
  const { url: itsUrl, token: itsToken } =
    wish.data === undefined || wish.url !== undefined ? environment : ({} as Partial<Environment>);
  const url = wish.url ?? itsUrl;
  const token = checked(wish.token ?? itsToken);
  if (url !== undefined) {
    if (!URL.canParse(url))
      throw new CliError(EXIT.usage, `${url} is not an address like http://127.0.0.1:8080.`);
    // The local token is for the local server only: it is never sent to an address that was given.
    if (token === undefined) {
      throw new CliError(EXIT.usage, `Which token is for ${url}? Give --token or RIPOSTE_TOKEN.`);
    }
    return { url, token };
  }
  const folder =
    wish.data === undefined ? environment.dataFolder : resolve(environment.workingFolder, wish.data);
  const local = await readRunFile(folder);
  return { url: local.url, token: token ?? (await readToken(resolve(folder, local.tokenFile))) };
}

/** What went wrong with one is said without it. */
function checked(token: string | undefined): string | undefined {
  if (token === undefined || /^[\x21-\x7e]+$/.test(token)) return token;
  throw new CliError(
    EXIT.usage,
    "The token of --token or RIPOSTE_TOKEN holds a line break, a space or another character that no token has.",
  );
}

async function readRunFile(folder: string): Promise<z.infer<typeof runFile>> {
  const path = join(folder, "run.json");
  const text = await readFile(path, "utf8").catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === "EACCES") throw new CliError(EXIT.refused, `${path} may not be read by this user.`);
    if (await isStarting(folder)) {
      throw new CliError(
        EXIT.unreachable,
        `The server with the data folder ${folder} is starting. Try again in a moment; riposte status shows how far it is.`,
      );
    }
    throw new CliError(
      EXIT.unreachable,
      `No server runs with the data folder ${folder}. Start it with npm start, or name one that runs: its folder with --data DIR, or its address with --url and --token.`,
    );
  });
  const parsed = runFile.safeParse(parseJson(text));
  if (!parsed.success)
    throw new CliError(EXIT.unreachable, `${path} is not complete; the server may be starting.`);
  return parsed.data;
}

/** It has no address before all is up, but its supervisor is at work. */
async function isStarting(folder: string): Promise<boolean> {
  const processes = await readProcesses(folder);
  return processes.some(({ name, state }) => name === "supervisor" && state === "running");
}

async function readToken(path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    const reason =
      error instanceof Error && "code" in error && error.code === "EACCES"
        ? "may not be read by this user"
        : "is not there";
    throw new CliError(
      EXIT.refused,
      `The server's token file ${path} ${reason}. Give --token or RIPOSTE_TOKEN.`,
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
