import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { becoming } from "./command-line.ts";
import { complaintOf, saidOnce } from "./complaints.ts";
import { ALIVE, echoOver } from "./echo.ts";
import type { Echo } from "./echo.ts";
import { identify } from "./identity.ts";
import type { Identity } from "./identity.ts";
import type { LogFile } from "./log-file.ts";
import type { ProcessSpec } from "./process-spec.ts";

export interface Child {
  readonly identity: Identity;
  /** Resolves with the line when it said so on stdout. */
  readonly saidReady: Promise<string>;
  /** Resolves with how it ended: `exit code 1`, `signal SIGKILL`. */
  readonly ended: Promise<string>;
  /** The end of stdin asks it to stop, even where a signal would not arrive. */
  readonly closeStdin: () => void;
  /** Resolves when it has answered on stdout; for those of our own that do. */
  readonly ask: () => Promise<void>;
  readonly lastLines: () => readonly string[];
}

const KEPT_LINES = 12;

interface Start {
  readonly spec: ProcessSpec;
  readonly instance: string;
  readonly python: string;
  readonly log: LogFile;
  readonly complain: (message: string) => void;
}

/** Starts it in a session of its own, so that it can be ended with everything it started. */
export async function startChild({ spec, instance, python, log, complain }: Start): Promise<Child> {
  const { user, deathSignal } = spec;
  const [program = "", ...parameters] = becoming(spec.command, { python, user, deathSignal });
  const process = spawn(program, parameters, {
    cwd: spec.cwd,
    env: { ...spec.env(instance) },
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  process.stdin.on("error", () => {});
  const ended = endOf(process);
  if (process.pid === undefined) throw new Error(`${program} could not be started: ${await ended}.`);
  const echo = echoOver(process.stdin);
  const { saidReady, lastLines } = readOutput(process, { log, complain, echo });
  // Ended already: then its pid says nothing about anybody else.
  const known = (await identify(process.pid)) ?? { pid: process.pid, started: "" };
  const closeStdin = () => process.stdin.end();
  return { identity: known, saidReady, ended, closeStdin, ask: echo.ask, lastLines };
}

async function endOf(process: ChildProcessByStdio<Writable, Readable, Readable>): Promise<string> {
  try {
    const [code, signal] = (await once(process, "exit")) as [number | null, string | null];
    return signal === null ? `exit code ${code}` : `signal ${signal}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readOutput(
  { stdout, stderr }: ChildProcessByStdio<Writable, Readable, Readable>,
  { log, complain, echo }: Pick<Start, "log" | "complain"> & { readonly echo: Echo },
) {
  const ready = Promise.withResolvers<string>();
  const kept: string[] = [];
  const complainOnce = saidOnce(complain);
  createInterface({ input: stdout }).on("line", (line) => {
    if (line === ALIVE) return echo.heard();
    if (/^\{"ready": ?true\b/.test(line)) ready.resolve(line);
    log.write(`${line}\n`);
  });
  createInterface({ input: stderr }).on("line", (line) => {
    log.write(`${line}\n`);
    kept.push(line);
    if (kept.length > KEPT_LINES) kept.shift();
    const complaint = complaintOf(line);
    if (complaint !== null) complainOnce(complaint);
  });
  return { saidReady: ready.promise, lastLines: () => kept };
}
