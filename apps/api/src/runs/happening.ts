import { listHappening } from "@riposte/db";
import type { HappeningRow } from "@riposte/db";
import { approverWords, iterationWords } from "@riposte/plan";
import type { ApprovalRequest } from "@riposte/plan";
import { peopleNames } from "../approvals/people-names.ts";
import type { Context } from "../context.ts";
import { stepOf, tellWaitingCalls } from "../limits/waits.ts";
import { isOver } from "./find.ts";
import { plannedSteps } from "./step-names.ts";

/** What a run does now, or waits for. */
export interface Happening {
  readonly state: HappeningRow["state"];
  /** What the playbook calls the step, and which iteration of a loop it stands in. */
  readonly step: string;
  /** Who may decide it, as people call them; empty where nobody is asked. */
  readonly asks: readonly string[];
  readonly note: string | null;
}

interface Going {
  readonly id: string;
  readonly state: Parameters<typeof isOver>[0];
  readonly planHash: string;
}

/** Of one run this many are told. */
const MOST = 3;

/** By the run's id, what a person is needed for first; nothing of runs that are over. */
export async function tellHappening(
  ctx: Context,
  runs: readonly Going[],
): Promise<ReadonlyMap<string, readonly Happening[]>> {
  const going = runs.filter(({ state }) => !isOver(state) && state !== "queued");
  if (going.length === 0) return new Map();
  const { db } = ctx.services;
  const ids = going.map(({ id }) => id);
  const [rows, names] = await Promise.all([listHappening(db, ctx.actor.workspaceId, ids), peopleNames(ctx)]);
  const inTurn = rows.filter(({ state }) => state === "turn").map(({ runId }) => runId);
  const waits = await tellWaitingCalls(ctx, [...new Set(inTurn)]);
  const hashes = [...new Set(going.map(({ planHash }) => planHash))];
  const plans = new Map(
    await Promise.all(hashes.map(async (hash) => [hash, await plannedSteps(db, hash)] as const)),
  );
  const happening = going.map(({ id, planHash }) => {
    const ofRun = rows.filter(({ runId }) => runId === id).toSorted((a, b) => urgency(a) - urgency(b));
    const told = ofRun.slice(0, MOST).map((row) => {
      const { step, scope, state, request } = row;
      const note = (state === "turn" ? waits.get(stepOf(row)) : undefined) ?? row.note;
      const asked = request === null ? null : (JSON.parse(request) as ApprovalRequest);
      const byId = plans.get(planHash)?.byId ?? new Map<string, never>();
      const label = asked?.stepLabel ?? byId.get(step)?.label ?? step;
      const iteration = iterationWords(scope, byId);
      const asks = (asked?.approvers ?? []).map((each) => approverWords(each, names));
      return { state, step: iteration === null ? label : `${label} (${iteration})`, asks, note };
    });
    return [id, told] as const;
  });
  return new Map(happening);
}

const URGENCY: readonly HappeningRow["state"][] = [
  "unknown",
  "undecided",
  "approval",
  "running",
  "turn",
  "waiting",
];

function urgency({ state }: HappeningRow): number {
  return URGENCY.indexOf(state);
}
