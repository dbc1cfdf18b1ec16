import { findInboxRow, listPastSteps } from "@riposte/db";
import type { TestReach } from "@riposte/db";
import { titleOf, topOf, upTo } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import { leftOutStep, outcomesBefore } from "@riposte/plan";
import type { Plan, RecordedStep } from "@riposte/plan";
import { z } from "zod";
import type { Context } from "../context.ts";
import { requireRun } from "../runs/find.ts";
import { takenOver } from "../runs/take-over.ts";
import { notFound, UserError } from "../user-error.ts";

const stepRef = z.string().min(1).max(64);

/** How much of a draft a test runs. Of a step within loops, the outermost loop is meant, which runs as a whole. */
export const reachInput = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("all") }).strict(),
    /** What leads to this step, by id or name, and it: it is the last that runs. */
    z.object({ kind: z.literal("up_to"), step: stepRef }).strict(),
    /** This step alone, on what is pinned, and on what those before it gave in the run whose event is taken. */
    z.object({ kind: z.literal("one"), step: stepRef }).strict(),
  ])
  .default({ kind: "all" });

interface Part {
  /** By the step's id. */
  readonly reach: TestReach;
  /** What is compiled: what is not in it does not run. */
  readonly graph: DraftGraph;
}

/** What of a draft a test is about. @throws UserError */
export function partToTest(graph: DraftGraph, reach: z.infer<typeof reachInput>): Part {
  if (reach.kind === "all") return { reach, graph };
  const { nodes } = graph;
  const asked = nodes.find(({ id }) => id === reach.step) ?? nodes.find(({ name }) => name === reach.step);
  if (asked === undefined) throw notFound("step", reach.step);
  const step = topOf(graph, asked.id);
  const part = asked.kind === "trigger" || asked.kind === "note" ? null : upTo(graph, step);
  if (part !== null) return { reach: { kind: reach.kind, step }, graph: part };
  const message = `Nothing leads from the trigger to "${titleOf(asked)}": it cannot be tested by itself.`;
  throw new UserError("bad_request", message, { field: "reach" });
}

interface OneStep {
  readonly playbookId: string;
  readonly step: string;
  readonly plan: Plan;
  readonly pinned: readonly RecordedStep[];
  /** Absent: on what is pinned alone. */
  readonly of: string | undefined;
  readonly simulate: boolean;
}

/** What a test of one step takes over, so that nothing else runs. @throws UserError where something else would have to. */
export async function takenForOne(
  ctx: Context,
  { playbookId, step, plan, pinned, of, simulate }: OneStep,
): Promise<readonly RecordedStep[]> {
  // Whether the run would come to them does not matter: they count as if it had.
  const others = pinned.flatMap(({ when: _when, ...pin }) => (pin.step === step ? [] : [pin]));
  const past = of === undefined ? [] : await pastSteps(ctx, playbookId, of);
  const { reused, leftOut, missing, isReached } = outcomesBefore(plan, { step, past, pinned: others });
  const name = (id: string) => `"${plan.steps.find((each) => each.id === id)?.label ?? id}"`;
  if (missing.length > 0) {
    const what = missing.map(name).join(", ");
    const where = of === undefined ? "no run is chosen" : "it gave nothing in the run that is chosen";
    const message = `${name(step)} cannot run alone: it comes after ${what}, and ${where}. Pin an output there, choose another run, or test up to here.`;
    throw new UserError("conflict", message, { field: "reach" });
  }
  if (!isReached) {
    const message = `The run that is chosen took another way than the one to ${name(step)}. Choose another run, or test up to here.`;
    throw new UserError("conflict", message, { field: "reach" });
  }
  if (of !== undefined && reused.length > 0 && !simulate) await refuseSimulated(ctx, of);
  const recorded =
    of === undefined ? [] : await takenOver(ctx, { run: { id: of }, next: plan, past, reused });
  const without = leftOut.map((id) => leftOutStep(id, `Left out: ${name(step)} was tested alone.`));
  return [...recorded, ...others, ...without];
}

async function pastSteps(ctx: Context, playbookId: string, runId: string) {
  const { run } = await requireRun(ctx, runId);
  if (run.playbookId !== playbookId) {
    throw new UserError("conflict", `Run ${runId} is one of another playbook: its steps gave nothing here.`, {
      field: "eventOf",
    });
  }
  return listPastSteps(ctx.services.db, ctx.actor.workspaceId, runId);
}

/** What was only shown is nothing to act upon. */
async function refuseSimulated({ services, actor }: Context, runId: string): Promise<void> {
  const accepted = await findInboxRow(services.db, actor.workspaceId, runId);
  if (accepted?.simulate !== true) return;
  const message = `Run ${runId} was simulated: nothing is done for real on what its steps gave. Simulate this test too, or choose another run.`;
  throw new UserError("conflict", message, { field: "simulate" });
}
