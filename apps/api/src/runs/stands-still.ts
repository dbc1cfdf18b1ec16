import { listOpenCalls } from "@riposte/db";
import type { OpenRun } from "@riposte/db";
import type { PlanStep } from "@riposte/plan";
import type { Context } from "../context.ts";
import { plannedSteps } from "./step-names.ts";

/** Something that only a person can do, in the run or in one that it called. */
export interface AskedOfPeople {
  readonly run: string;
  readonly name: string;
  readonly label: string;
  readonly scope: string;
  readonly state: "approval" | "unknown" | "undecided";
}

export interface StandsStill {
  readonly asked: readonly AskedOfPeople[];
  /** Ids of the runs that go on when they are resumed. */
  readonly paused: readonly string[];
}

type Plans = ReadonlyMap<string, { readonly byId: ReadonlyMap<string, PlanStep> }>;

/** What people have to do for a run to go on; null while it is over, or something moves without them. */
export async function readStandsStill(
  { services, actor }: Context,
  runId: string,
): Promise<StandsStill | null> {
  const open = await listOpenCalls(services.sql, actor.workspaceId, runId);
  const hashes = [...new Set(open.map(({ planHash }) => planHash))];
  const plans = await Promise.all(
    hashes.map(async (hash) => [hash, await plannedSteps(services.db, hash)] as const),
  );
  return standsStill(open, new Map(plans));
}

/** @param open The run itself first, where it is not over. */
export function standsStill(open: readonly OpenRun[], plans: Plans): StandsStill | null {
  const called = new Set(
    open.map(({ parentId, parentStep, parentScope }) => key(parentId, parentStep, parentScope)),
  );
  const asked: AskedOfPeople[] = [];
  for (const run of open) {
    const { id, state, steps, planHash } = run;
    if (state === "paused") continue;
    const calls = steps.some(({ step, scope }) => called.has(key(id, step, scope)));
    if (state !== "waiting" && !(state === "running" && calls)) return null;
    for (const { step, scope, state: at } of steps) {
      const planned = plans.get(planHash)?.byId.get(step);
      if (at === "approval" || at === "unknown" || at === "undecided") {
        asked.push({ run: id, name: planned?.name ?? step, label: planned?.label ?? step, scope, state: at });
        continue;
      }
      const isAroundOthers =
        planned?.kind === "for_each" || planned?.kind === "while" || called.has(key(id, step, scope));
      if (!isAroundOthers) return null;
    }
  }
  const paused = open.flatMap(({ id, state }) => (state === "paused" ? [id] : []));
  return asked.length + paused.length === 0 ? null : { asked, paused };
}

function key(...parts: readonly (string | null)[]): string {
  return parts.join(" ");
}
