import { listen } from "@riposte/db";
import { createPresence } from "../presence/presence.ts";
import type { Present } from "../presence/presence.ts";
import { createWaiter, gatherFor, nextNews, tell } from "./waiter.ts";
import type { Waiter } from "./waiter.ts";

/** News about runs, drafts, trials and backtests, from PostgreSQL's NOTIFY: one connection for everybody who waits. */
export interface Notices {
  /** Of a run, a trial, a backtest or a playbook's draft, whose id it is; of a workspace's: what steps can call has changed; of a
   * script that is at a runner of a group, or of a workspace and its group: one is offered there; `module_events`: a trigger of a module has offered one. */
  readonly watch: (...ids: readonly string[]) => RunWatch;
  /** Of a run that is waited for: its answer and its steps; that it was accepted is none. */
  readonly watchAnswer: (run: string) => RunWatch;
  /** Of all runs of all workspaces: whoever asks has to look which are theirs. */
  readonly watchAll: () => AllRunsWatch;
  /** Who has the playbook open; whoever watches it is told of news. */
  readonly present: (playbook: string) => readonly Present[];
  /** Aborted when this server is about to end: whoever follows something for ever stops. */
  readonly ending: AbortSignal;
  readonly end: () => void;
  readonly close: () => Promise<void>;
}

export interface RunWatch extends Disposable {
  /** True when there was news since the last call, or when news may have been missed; false at the time-out. */
  readonly news: (timeoutMs: number, signal: AbortSignal) => Promise<boolean>;
}

export interface AllRunsWatch extends RunWatch {
  /** The runs there was news of since the last call; null: too many to name, or some may have been missed. */
  readonly take: () => readonly string[] | null;
}

/** Progress comes in bursts; an answer is passed on at once. */
const BURST_MS = 50;
/** A list is read by people: once a second is live enough. */
const LIST_BURST_MS = 1_000;
const MOST_NAMED = 200;
/** Somebody waits for an answer. */
const AT_ONCE = new Set(["responses", "runner_jobs", "module_events"]);

interface Gatherer extends Waiter {
  readonly runs: Set<string>;
  missed: boolean;
}

export function listenForNotices(databaseUrl: string): Notices {
  const waiters = new Map<string, Set<Waiter>>();
  const answers = new Map<string, Set<Waiter>>();
  const gatherers = new Set<Gatherer>();
  const presence = createPresence();
  const ending = new AbortController();
  const listener = listen(databaseUrl, {
    channels: [
      "runs",
      "responses",
      "inbox",
      "drafts",
      "trials",
      "environments",
      "backtests",
      "presence",
      "runner_jobs",
      "module_events",
    ],
    name: "riposte api notices",
    onNotice(channel, payload) {
      const id = channel === "presence" ? presence.hear(payload) : payload;
      if (id === null) return;
      for (const known of channel === "inbox" ? [waiters] : [waiters, answers]) {
        for (const waiter of known.get(id) ?? []) {
          if (AT_ONCE.has(channel)) tell(waiter);
          else gatherFor(waiter, BURST_MS);
        }
      }
      if (channel === "runs" || channel === "inbox") for (const gatherer of gatherers) gather(gatherer, id);
    },
    // Whatever came while the connection was gone was missed.
    onListening() {
      for (const set of [...waiters.values(), ...answers.values()]) set.forEach(tell);
      for (const gatherer of gatherers) {
        gatherer.missed = true;
        tell(gatherer);
      }
    },
  });

  function watchIn(known: Map<string, Set<Waiter>>, ids: readonly string[]): RunWatch {
    const waiter = createWaiter();
    for (const id of ids) known.set(id, (known.get(id) ?? new Set()).add(waiter));
    return {
      news: (timeoutMs, signal) => nextNews(waiter, timeoutMs, signal),
      [Symbol.dispose]() {
        clearTimeout(waiter.gathering ?? undefined);
        for (const id of ids) {
          const set = known.get(id);
          set?.delete(waiter);
          if (set?.size === 0) known.delete(id);
        }
      },
    };
  }

  function watchAll(): AllRunsWatch {
    const gatherer: Gatherer = { ...createWaiter(), runs: new Set(), missed: false };
    gatherers.add(gatherer);
    return {
      news: (timeoutMs, signal) => nextNews(gatherer, timeoutMs, signal),
      take() {
        const named = gatherer.missed ? null : [...gatherer.runs];
        gatherer.runs.clear();
        gatherer.missed = false;
        return named;
      },
      [Symbol.dispose]() {
        clearTimeout(gatherer.gathering ?? undefined);
        gatherers.delete(gatherer);
      },
    };
  }

  return {
    watch: (...ids) => watchIn(waiters, ids),
    watchAnswer: (run) => watchIn(answers, [run]),
    watchAll,
    present: presence.of,
    ending: ending.signal,
    end: () => ending.abort(),
    close: () => {
      ending.abort();
      return listener.close();
    },
  };
}

function gather(gatherer: Gatherer, runId: string): void {
  if (gatherer.runs.size < MOST_NAMED) gatherer.runs.add(runId);
  else if (!gatherer.runs.has(runId)) gatherer.missed = true;
  gatherFor(gatherer, LIST_BURST_MS);
}
