import { CancellationScope, defineSignal, isCancellation, setHandler, sleep } from "@temporalio/workflow";
import { isPaused } from "@riposte/plan";
import { TURN_SIGNAL } from "@riposte/temporal/contract";
import type { TurnInput } from "@riposte/temporal/contract";
import { workflowNow } from "./clock.ts";
import type { Host } from "./host.ts";

/** What the host knows of calls that wait for their turn. */
export interface Turns {
  /** Turns that came before the call had answered that it waits. */
  readonly early: Set<string>;
  /** Giving up places. */
  readonly leaving: Map<string, Promise<void>>;
  /** When anything about a turn happened last, by the workflow's clock. */
  movedAt: number;
  watching: boolean;
}

const turn = defineSignal<[TurnInput]>(TURN_SIGNAL);

/** Turns mostly come soon; one that does not within this is waited for on a fresh history. */
const LONG_WAIT_MS = 60_000;

export function createTurns(): Turns {
  return { early: new Set(), leaving: new Map(), movedAt: 0, watching: false };
}

export function acceptTurns(host: Host): void {
  setHandler(turn, (input) => {
    if (host.calls.has(`${input.step} ${input.scope}`)) host.turns.early.add(turnKey(input));
    else take(host, input);
  });
}

/** The engine has been told; the signal may have been quicker than the answer. */
export function waitsForTurn(host: Host, input: TurnInput): void {
  host.turns.movedAt = workflowNow();
  if (host.turns.early.delete(turnKey(input))) take(host, input);
  else watch(host);
}

/** Whether a turn is waited for that may come any moment. */
export function expectsTurn({ state, turns }: Host): boolean {
  return state.open.turn > 0 && !isPaused(state) && workflowNow() - turns.movedAt < LONG_WAIT_MS;
}

function take(host: Host, { step, scope, attempt }: TurnInput): void {
  host.turns.movedAt = workflowNow();
  host.feed({ kind: "turn_came", step, scope, attempt });
}

/** One timer for all that wait: it only makes the workflow look again. */
function watch(host: Host): void {
  if (host.turns.watching) return;
  host.turns.watching = true;
  void new CancellationScope({ cancellable: true, parent: host.scope })
    .run(async () => {
      await sleep(LONG_WAIT_MS);
      host.turns.watching = false;
      if (expectsTurn(host)) watch(host);
    })
    .catch((error: unknown) => {
      if (!isCancellation(error)) host.crash ??= { error };
    });
}

export function turnKey({ step, scope, attempt }: TurnInput): string {
  return `${step} ${scope} ${attempt}`;
}
