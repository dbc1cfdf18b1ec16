import { CancellationScope, workflowInfo } from "@temporalio/workflow";
import { advance } from "@riposte/plan";
import type {
  EngineCommand,
  EngineEvent,
  EngineState,
  Payload,
  Plan,
  RunFacts,
  RunRecord,
  StepRecord,
} from "@riposte/plan";
import { workflowNow } from "./clock.ts";
import { withoutArchived } from "./without-archived.ts";
import type { Decisions } from "./decisions.ts";
import type { Outflow } from "./outflow.ts";
import { createTurns } from "./turns.ts";
import type { Turns } from "./turns.ts";

type WithoutNow<E> = E extends unknown ? Omit<E, "now"> : never;
export type HostEvent = WithoutNow<EngineEvent>;

export interface OpenCall {
  readonly scope: CancellationScope;
  /** A local activity is, or was last, at it. */
  isLocal: boolean;
  /** An activity of its own is at it. */
  isRegular: boolean;
  isCancelled: boolean;
}

/** One run in this workflow: the engine's state, and what the host has under way for it. */
export interface Host {
  readonly plan: Plan;
  readonly facts: RunFacts;
  state: EngineState;
  /** Gives the engine an event and carries out what it answers. */
  readonly feed: (event: HostEvent) => void;
  /** Carries out what an earlier history left; what comes of it at once is fed when all of it is under way. */
  readonly takeUp: (commands: readonly EngineCommand[]) => void;
  /** Counts events, so that somebody who waited can tell whether anything has happened. */
  events: number;
  /** Temporal suggests a fresh history: what would start waits for it. */
  draining: boolean;
  /** Operations begun and not ended, timers not among them. */
  busy: number;
  readonly outflow: Outflow;
  /** Live progress that is still to be told. */
  said: { readonly steps: StepRecord[]; run: RunRecord | null };
  /** It is about to be told. */
  isTelling: boolean;
  /** What a Respond step says to whoever waits, not yet stored: the first answer counts. */
  answer: { readonly status: number; readonly body: Payload } | null;
  /** The last word on steps that the state has forgotten, not yet written. */
  readonly archive: StepRecord[];
  /** How many of those have been told as live progress. */
  archiveTold: number;
  /** `due`: all that this turn adds is written with it. */
  archiving: "no" | "due" | "under way";
  /** Records of a loop that goes on meanwhile. */
  writing: Promise<void> | null;
  /** How often a loop has paused in this history. */
  pauses: number;
  /** By step and scope. */
  readonly calls: Map<string, OpenCall>;
  readonly timers: Map<string, CancellationScope>;
  /** Asking for runs of other playbooks, by step and scope; those asked for in this history. */
  readonly children: Map<string, Promise<void>>;
  /** Runs of other playbooks that may be over soon: no fresh history yet. */
  readonly young: Map<string, CancellationScope>;
  readonly turns: Turns;
  /** Comes in the next workflow task: until then nothing follows from what has ended. */
  taskEnd: Promise<void> | null;
  /** False for runs that were begun before: they go on as they began. */
  readonly makesWay: boolean;
  /** How many tasks were asked for and have begun. */
  tasksBegun: number;
  readonly decisions: Decisions;
  /** Asking and closing in the order they were commanded. */
  approvals: Promise<void>;
  /** By step and scope: writing a wait for an event down, so that withdrawing it comes after. */
  readonly waits: Map<string, Promise<void>>;
  /** An error in our own code: fails the workflow task, not the run. */
  crash: { readonly error: unknown } | null;
  final: RunRecord | null;
  /** Shielded from cancellation of the workflow, which is an event like others. */
  readonly scope: CancellationScope;
}

/** How a host reaches the world. */
export interface Reach {
  readonly carryOut: (host: Host, command: EngineCommand) => void;
  /** After each turn of the engine, when everything that came of it has been carried out. */
  readonly conclude: (host: Host) => void;
}

export function createHost(
  run: {
    readonly plan: Plan;
    readonly facts: RunFacts;
    readonly state: EngineState;
    readonly decisions: Decisions;
    readonly outflow: Outflow;
    readonly makesWay: boolean;
  },
  { carryOut, conclude }: Reach,
): Host {
  const queue: HostEvent[] = [];
  const scope = new CancellationScope({ cancellable: false });
  let isWorking = false;

  function feed(event: HostEvent): void {
    queue.push(event);
    if (!isWorking) work([]);
  }

  function work(first: readonly EngineCommand[]): void {
    isWorking = true;
    for (const command of first) carryOut(host, command);
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      host.events += 1;
      host.draining ||= workflowInfo().continueAsNewSuggested;
      const { state, commands } = advance(host.plan, host.state, { ...next, now: workflowNow() });
      host.state = state;
      for (const command of withoutArchived(commands)) carryOut(host, command);
    }
    isWorking = false;
    conclude(host);
  }

  const host: Host = {
    ...run,
    feed,
    takeUp: work,
    scope,
    events: 0,
    draining: false,
    busy: 0,
    said: { steps: [], run: null },
    isTelling: false,
    answer: null,
    archive: [],
    archiveTold: 0,
    archiving: "no",
    writing: null,
    pauses: 0,
    calls: new Map(),
    timers: new Map(),
    children: new Map(),
    young: new Map(),
    turns: createTurns(),
    taskEnd: null,
    tasksBegun: 0,
    approvals: Promise.resolve(),
    waits: new Map(),
    crash: null,
    final: null,
  };
  return host;
}

/** Lets work go on beside everything else; an error in it is a bug of ours. */
export function track(host: Host, work: () => Promise<void>): void {
  host.busy += 1;
  void host.scope.run(async () => {
    try {
      await work();
    } catch (error) {
      host.crash ??= { error };
    } finally {
      host.busy -= 1;
    }
  });
}
