import type { Variables } from "../env.ts";
import type { User } from "../root/users.ts";

export type ProcessName = "postgres" | "temporal" | "launcher" | "worker" | "runner" | "api" | "web";

/** What `riposte status` shows in place of an address, and what the person at the console should know. */
export interface Remark {
  readonly address: string;
  readonly warning: string | null;
}

/** How a process is known to live, not only to be there: it may stand still. */
export interface Health {
  /** Rejects, or never ends, while it does not answer; `echo`: what is written to its stdin makes it answer on stdout. */
  readonly ask: (() => Promise<void>) | "echo";
  /** As long as that without an answer, and it is killed and started again. */
  readonly silenceMs: number;
  /** Of what `ask` threw: it takes nobody new and waits for those it has; then it is told to stop at once. */
  readonly takesLeave?: (error: unknown) => boolean;
}

/** How one process is started, known to be ready, watched and ended. */
export interface ProcessSpec {
  readonly name: ProcessName;
  readonly command: readonly string[];
  readonly cwd: string;
  /** `instance` names this one start of it. */
  readonly env: (instance: string) => Variables;
  /** Null: it stays who we are. */
  readonly user: User | null;
  readonly address: string | null;
  /** Resolves when it serves; null: it prints `{"ready":true}` on stdout. */
  readonly untilReady: (() => Promise<void>) | null;
  /** Reads the line with which it said that it is ready. */
  readonly remarkOn?: (readyLine: string) => Remark | null;
  readonly readyWithinMs: number;
  /** Null: being there is all that is asked of it. */
  readonly health: Health | null;
  readonly stopSignal: NodeJS.Signals;
  readonly deathSignal: NodeJS.Signals;
  /** Ends what outlives its process tree, before anybody relies on its being gone. */
  readonly afterEnd: ((instance: string) => Promise<void>) | null;
}
