import type { Turn } from "./turn.ts";
import { changeRun } from "./turn.ts";
import { beginUnwinding, endUnwinding } from "./unwind.ts";

/**
 * At the end of every turn: is the run over, and if not, does anything move without a person? True: what is drawn for
 * a cancelled run begins.
 */
export function concludeRun(turn: Turn): boolean {
  const { state } = turn;
  const {
    render,
    call,
    respond,
    retry,
    sleep,
    decision,
    resolution,
    choice,
    breakpoint,
    event,
    body,
    pause,
    child,
  } = state.open;
  const inFlight = render + call + respond + child;
  const moving = inFlight + state.open.turn + retry + sleep + event + pause;
  const isAtRest = moving + decision + resolution + choice + breakpoint + body + turn.tasks.length === 0;
  switch (state.phase) {
    case "running":
      if (isAtRest) finish(turn, "done");
      else showWaiting(turn, moving === 0);
      return false;
    case "failing":
      if (inFlight === 0) finish(turn, "failed");
      return false;
    case "cancelling":
      if (inFlight > 0) return false;
      if (beginUnwinding(turn)) return true;
      finish(turn, "cancelled");
      return false;
    case "unwinding":
      if (!isAtRest) showWaiting(turn, moving === 0);
      else {
        endUnwinding(turn);
        finish(turn, "cancelled");
      }
      return false;
    case "stopping":
      if (inFlight === 0) finish(turn, "done");
      return false;
    case "new":
    case "finished":
      return false;
  }
}

function showWaiting(turn: Turn, waiting: boolean): void {
  const { state } = turn;
  const now = state.paused !== undefined ? "paused" : waiting ? "waiting" : "running";
  if (state.run.state === now) return;
  turn.commands.push({ kind: "run_record", record: changeRun(turn, now) });
}

function finish(turn: Turn, outcome: "done" | "failed" | "cancelled"): void {
  turn.state.phase = "finished";
  delete turn.state.paused;
  turn.commands.push({ kind: "finish", record: changeRun(turn, outcome) });
}
