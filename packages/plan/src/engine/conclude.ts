import type { Turn } from "./turn.ts";
import { changeRun } from "./turn.ts";

/** At the end of every turn: is the run over, and if not, does anything move without a person? */
export function concludeRun(turn: Turn): void {
  const { state } = turn;
  const { render, call, turn: turns, respond, retry, sleep, decision, resolution, body, pause } = state.open;
  const inFlight = render + call + respond;
  const moving = inFlight + turns + retry + sleep + pause;
  switch (state.phase) {
    case "running":
      if (moving + decision + resolution + body === 0) return finish(turn, "done");
      return showWaiting(turn, moving === 0);
    case "failing":
      if (inFlight === 0) finish(turn, "failed");
      return;
    case "cancelling":
      if (inFlight === 0) finish(turn, "cancelled");
      return;
    case "stopping":
      if (inFlight === 0) finish(turn, "done");
      return;
    case "new":
    case "finished":
      return;
  }
}

function showWaiting(turn: Turn, waiting: boolean): void {
  const now = waiting ? "waiting" : "running";
  if (turn.state.run.state === now) return;
  turn.commands.push({ kind: "run_record", record: changeRun(turn, now) });
}

function finish(turn: Turn, outcome: "done" | "failed" | "cancelled"): void {
  turn.state.phase = "finished";
  turn.commands.push({ kind: "finish", record: changeRun(turn, outcome) });
}
