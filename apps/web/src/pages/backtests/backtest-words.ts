import { STATES } from "../../shell/states.ts";
import type { StateName } from "../../shell/states.ts";
import type { Backtest, BacktestEvent, TriedStep } from "./backtest-data.ts";

export function countWords(count: number, one: string, more = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : more}`;
}

/** How far it has come, and what it found by then. */
export function standingWords({ state, total, done, differing }: Backtest): string {
  const found = `${differing} of ${countWords(done, "run")} would go otherwise`;
  if (state === "going") return `${done} of ${total} tried; ${found}`;
  if (state === "stopped") return `Stopped after ${done} of ${total}; ${found}`;
  return found;
}

/** Which rows are worth reading: what is the same is folded. */
export function sortedEvents(events: readonly BacktestEvent[]) {
  const isSame = ({ result }: BacktestEvent) => result?.kind === "told" && result.isEqual;
  return {
    different: events.filter((event) => event.result !== null && !isSame(event)),
    same: events.filter(isSame),
    open: events.filter(({ result }) => result === null),
  };
}

/** The counts above the table, over all events together. */
export function totalsOf(events: readonly BacktestEvent[]) {
  const told = events.flatMap(({ result }) => (result?.kind === "told" ? [result] : []));
  const count = (of: (result: (typeof told)[number]) => boolean) => told.filter(of).length;
  return {
    outcomes: count(({ outcome }) => outcome.after !== "stopped" && outcome.before !== outcome.after),
    steps: count(({ steps }) => steps > 0),
    actions: count(({ actions }) => actions > 0),
    errors: count(({ errors }) => errors > 0),
    stopped: count(({ outcome }) => outcome.after === "stopped"),
  };
}

/** A state in a sentence: "done", "not taken". */
export function stateWord(state: string | null): string {
  if (state === null) return "not taken";
  return state in STATES ? STATES[state as StateName].word.toLowerCase() : state;
}

/** Where what a step gave is from; null: it came to it by itself. */
export function givenWords({ given, kind }: Pick<TriedStep, "given" | "kind">): string | null {
  if (given === "recorded") return "What it hears is what the run recorded.";
  if (given === "other_arguments") {
    return "Not sent. It differs from what the run sent, and gives what that gave.";
  }
  if (given === "simulated") {
    return kind === "respond"
      ? "Not sent: nobody waits for it."
      : "Not sent, and it gives that it was simulated.";
  }
  return null;
}
