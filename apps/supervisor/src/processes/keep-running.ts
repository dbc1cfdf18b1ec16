import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { backOff } from "./back-off.ts";
import { openLogFile } from "./log-file.ts";
import type { Health, ProcessSpec } from "./process-spec.ts";
import type { Roster, State } from "./roster.ts";
import { killTree, reapSession, signal } from "./session.ts";
import { startChild } from "./start-child.ts";
import type { Child } from "./start-child.ts";
import { currentUser } from "../root/users.ts";
import { watchHealth } from "./watch-health.ts";
import type { Watch } from "./watch-health.ts";

export interface Kept {
  readonly name: string;
  /** Null while it does not run. */
  readonly pid: () => number | null;
  /** Resolves when it serves for the first time; rejects when it ended before that. */
  readonly ready: Promise<void>;
  /** Ends it, with everything it started. */
  readonly stop: () => Promise<void>;
}

export interface Surroundings {
  readonly roster: Roster;
  readonly python: string;
  readonly logFile: (name: string) => string;
  readonly say: (message: string) => void;
}

const GRACE_MS = 12_000;

/** Thrown by `ready`: the process ended, or took too long, before it served. */
export class NotReady extends Error {
  override readonly name = "NotReady";
  readonly lastLines: readonly string[];

  constructor(message: string, lastLines: readonly string[]) {
    super(message);
    this.lastLines = lastLines;
  }
}

/** Starts a process and starts it again whenever it ends, until it is told to stop. */
export function keepRunning(spec: ProcessSpec, around: Surroundings): Kept {
  const first = Promise.withResolvers<void>();
  first.promise.catch(() => {});
  const stopping = new AbortController();
  let pid: number | null = null;
  const over = loop({ spec, around, stopping: stopping.signal, first, lives: (child) => (pid = child) });
  return {
    name: spec.name,
    pid: () => pid,
    ready: first.promise,
    async stop() {
      stopping.abort();
      await over;
    },
  };
}

interface Keeping {
  readonly spec: ProcessSpec;
  readonly around: Surroundings;
  readonly stopping: AbortSignal;
  readonly first: PromiseWithResolvers<void>;
  readonly lives: (pid: number | null) => void;
}

async function loop({ spec, around, stopping, first, lives }: Keeping): Promise<void> {
  const log = openLogFile(around.logFile(spec.name));
  const user = (spec.user ?? currentUser()).name;
  const waitAfter = backOff();
  let restarts = 0;
  const note = (state: State, pid: number | null, address = spec.address) =>
    around.roster.update({ name: spec.name, pid, user, address, state, restarts });

  while (!stopping.aborted) {
    const instance = `${spec.name}_${randomBytes(9).toString("base64url")}`;
    const started = performance.now();
    const complain = (message: string) => around.say(`${spec.name}: ${message}`);
    const child = await startChild({ spec, instance, python: around.python, log, complain });
    lives(child.identity.pid);
    await around.roster.begun(child.identity, spec.name, instance);
    await note(restarts === 0 ? "starting" : "restarting", child.identity.pid);

    const how = await live({
      spec,
      child,
      stopping,
      first,
      serving: async (line) => {
        const remark = spec.remarkOn?.(line) ?? null;
        if (typeof remark?.warning === "string") complain(remark.warning);
        await note("running", child.identity.pid, remark?.address);
        return (how) =>
          void note(how === "silent" ? "not answering" : "running", child.identity.pid, remark?.address);
      },
    });
    lives(null);
    await reapSession(child.identity.pid);
    await spec.afterEnd?.(instance);
    if (spec.afterEnd === null) await around.roster.settled(instance);
    if (stopping.aborted) break;

    restarts += 1;
    await note("restarting", null);
    const wait = waitAfter(performance.now() - started);
    around.say(`${spec.name} ended (${how}) and is started again.`);
    await sleep(wait, undefined, { signal: stopping }).catch(() => {});
  }
  await note("stopped", null);
  await log.close();
}

interface Life {
  readonly spec: ProcessSpec;
  readonly child: Child;
  readonly stopping: AbortSignal;
  readonly first: PromiseWithResolvers<void>;
  /** With what it said on stdout, if it did. */
  readonly serving: (readyLine: string) => Promise<Watch["seen"]>;
}

/** From its start to its end, whoever ends it; returns how it ended. */
async function live({ spec, child, stopping, first, serving }: Life): Promise<string> {
  const over = new AbortController();
  const { pid } = child.identity;
  const stop = () => void end(spec, child, over.signal);
  stopping.addEventListener("abort", stop, { once: true });
  if (stopping.aborted) stop();

  let said = "";
  let killed = Promise.resolve(false);
  const ready = (spec.untilReady?.() ?? child.saidReady).then((line) => {
    said = line ?? "";
    return "ready" as const;
  });
  const late = sleep(spec.readyWithinMs, "late" as const, { signal: over.signal }).catch(
    () => "over" as const,
  );
  const begin = await Promise.race([ready, late, child.ended.then(() => "ended" as const)]);
  if (begin === "ready") {
    const seen = await serving(said);
    first.resolve();
    if (spec.health !== null) {
      const ask = asking(spec.health, { child, hurry: () => signal(pid, spec.stopSignal) });
      killed = killWhenSilent(spec.health, { ask, pid, seen, over: over.signal });
    }
  } else if (begin === "late") {
    await killTree(pid);
  }
  const how = await child.ended;
  over.abort();
  const silent = await killed;
  stopping.removeEventListener("abort", stop);
  const why = begin === "late" ? `was not ready within ${spec.readyWithinMs / 1000} s` : `ended (${how})`;
  first.reject(new NotReady(`${spec.name} ${why}`, child.lastLines()));
  return silent ? `it did not answer for ${(spec.health?.silenceMs ?? 0) / 1000} s` : how;
}

interface Asked {
  readonly child: Child;
  readonly hurry: () => void;
}

/** Somebody else told it to end, and it would do so once everybody has left of their own accord: it is hurried. */
function asking({ ask, takesLeave }: Health, { child, hurry }: Asked): Watch["ask"] {
  if (ask === "echo") return child.ask;
  return async () => {
    try {
      await ask();
    } catch (error) {
      if (takesLeave?.(error) === true) hurry();
      throw error;
    }
  };
}

interface Watched extends Pick<Watch, "ask" | "seen" | "over"> {
  readonly pid: number;
}

/** Resolves with whether it was so, when nothing of it is left. */
async function killWhenSilent({ silenceMs }: Health, { ask, pid, seen, over }: Watched): Promise<boolean> {
  const silent = await watchHealth({ ask, silenceMs, seen, over });
  if (silent) await killTree(pid);
  return silent;
}

async function end(spec: ProcessSpec, child: Child, over: AbortSignal): Promise<void> {
  child.closeStdin();
  signal(child.identity.pid, spec.stopSignal);
  const late = await sleep(GRACE_MS, true, { signal: over }).catch(() => false);
  if (late) await killTree(child.identity.pid);
}
