import { canDecide, currentAttempt, decisionDeadline, isYetToAsk } from "@riposte/plan";
import type { DecisionInput, HeardDecisions } from "@riposte/temporal/contract";
import type { Host } from "./host.ts";

/** Decisions that came by signal. */
export interface Decisions {
  readonly taken: Set<string>;
  /**
   * A question stands in the database before the task that asked it is in the history. If its worker dies in between,
   * the answer is there before the run has come so far again.
   */
  early: DecisionInput[];
}

export function takeOverDecisions(heard: HeardDecisions | undefined): Decisions {
  return { taken: new Set(heard?.taken), early: [...(heard?.early ?? [])] };
}

/** More than a history has of them between a decision and the update that asks for it. */
const REMEMBERED = 100;

export function handOverDecisions({ taken, early }: Decisions): HeardDecisions {
  return { taken: [...taken].slice(-REMEMBERED), early };
}

export function isTaken({ decisions }: Host, ask: string | undefined): boolean {
  return ask !== undefined && decisions.taken.has(ask);
}

export function hearDecision(host: Host, said: DecisionInput): void {
  const { plan, state, decisions } = host;
  const { step, scope = "", attempt, decision, by, comment, ask } = said;
  if (isYetToAsk(plan, state, { step, scope, attempt })) {
    decisions.taken.add(ask);
    decisions.early.push(said);
    return;
  }
  if (!counts(host, said)) return;
  decisions.taken.add(ask);
  host.feed({ kind: "approval_decided", step, scope, decision, by, comment });
}

/** After each turn: the run may have come to ask for what was decided already. */
export function hearEarly(host: Host): void {
  const { decisions } = host;
  if (decisions.early.length === 0) return;
  for (const said of decisions.early.splice(0)) hearDecision(host, said);
}

/** A decision that was made in time counts whenever the run hears of it. */
function counts({ plan, state }: Host, { step, scope = "", attempt, at }: DecisionInput): boolean {
  if (!canDecide(plan, state, step, scope)) return false;
  if (currentAttempt(plan, state, step, scope) !== attempt) return false;
  const deadline = decisionDeadline(plan, state, step, scope);
  return deadline === null || at < deadline;
}
