import { findStepRun } from "@riposte/db";
import { DEFAULT_PORT, isStanding, outputPorts } from "@riposte/plan";
import type { Instead, PlanStep } from "@riposte/plan";
import { decodeData, encodeData } from "@riposte/template";
import { z } from "zod";
import { shownName } from "../context.ts";
import type { Context } from "../context.ts";
import { askRun } from "../temporal/ask-run.ts";
import { needs } from "../trpc.ts";
import { notFound, UserError } from "../user-error.ts";
import { attemptAsked } from "./attempt-asked.ts";
import { isOver, requireRun, runRef } from "./find.ts";
import { givenData } from "./given-data.ts";
import { givenOutput, readJson } from "./given-output.ts";
import { plannedSteps } from "./step-names.ts";

const MOST_TEXT = 1_048_576;

const leaveInput = z
  .object({
    id: runRef,
    /** The step that stands: its id or name. */
    step: z.string().min(1).max(64),
    scope: z.string().max(1_000).default(""),
    /** The attempt that was looked at; without it the one that is recorded now. */
    attempt: z.int().min(1).optional(),
    /** `step_over`: what comes right after it stands as well; `run_on`: nothing stands any more in this run. */
    way: z.enum(["go_on", "step_over", "run_on"]).default("go_on"),
    /** What it is to be given in place of what was rendered, as JSON text. */
    data: z.string().max(MOST_TEXT).optional(),
    /** What stands for it: it is not carried out, as JSON text. */
    output: z.string().max(MOST_TEXT).optional(),
    /** With an output: the way out that it leaves by; absent: the plain one. */
    port: z.string().min(1).max(100).optional(),
  })
  .strict();

type LeaveInput = z.infer<typeof leaveInput>;

/** Has a step of a test go on from the breakpoint that it stands at. */
export const leaveBreakpoint = needs("playbooks.write")
  .input(leaveInput)
  .mutation(({ ctx, input }) => leave(ctx, input));

async function leave(ctx: Context, input: LeaveInput) {
  const { db, runs } = ctx.services;
  const { run } = await requireRun(ctx, input.id);
  const { byId, idOf } = await plannedSteps(db, run.planHash);
  const step = byId.get(idOf(input.step) ?? "");
  if (step === undefined) throw notFound("step", input.step);
  if (isOver(run.state)) throw new UserError("conflict", `Run ${run.id} is over (${run.state}).`);
  const { scope, way } = input;
  const instead = await insteadOf(ctx, step, input);
  const place = { runId: run.id, step: step.id, scope };
  const attempt = input.attempt ?? (await attemptAsked(ctx, place));
  const details = {
    step: step.id,
    ...(scope === "" ? {} : { scope }),
    way,
    ...(instead === null ? {} : { instead: instead.kind }),
  };
  const change = { action: "runs.leaveBreakpoint", target: `run:${run.id}`, details } as const;
  await askRun(ctx, change, async () => {
    try {
      const by = shownName(ctx.actor);
      const more = instead === null ? {} : { instead };
      await runs.leaveBreakpoint(run.id, { step: step.id, scope, attempt, way, by, ...more });
    } catch (error) {
      throw await whatIsTheCase(ctx, { ...place, label: step.label }, error);
    }
  });
  return { run: run.id, step: step.id, way };
}

async function insteadOf(ctx: Context, step: PlanStep, input: LeaveInput): Promise<Instead | null> {
  const { data, output, port } = input;
  if (data !== undefined && output !== undefined) {
    const message = "Either it is given other data, or an output stands for it: not both.";
    throw new UserError("bad_request", message, { field: "output" });
  }
  if (data !== undefined) return { kind: "given", value: await givenData(ctx, step, data) };
  if (output === undefined) return null;
  const ports = outputPorts(step);
  if (ports.length === 0) {
    const message = `"${step.label}" ends the run: no output can stand for it.`;
    throw new UserError("bad_request", message, { field: "output" });
  }
  const chosen = port ?? DEFAULT_PORT;
  if (!ports.includes(chosen)) {
    const message = `"${step.label}" leaves by ${ports.join(", ")}: say by which of them it is to leave.`;
    throw new UserError("bad_request", message, { field: "port" });
  }
  const whole = step.kind === "condition" || step.kind === "switch" ? withCase(step, output, chosen) : output;
  return { kind: "output", value: await givenOutput(ctx, step, whole), port: chosen };
}

/** What a condition gives says which way it went: that is the way it leaves by. */
function withCase({ label }: PlanStep, output: string, port: string): string {
  const data = decodeData(readJson(output, "output"));
  const told = data instanceof Map ? (data.get("case") ?? port) : null;
  if (!(data instanceof Map) || told !== port) {
    const message = `"${label}" leaves by ${port}, so that it gives {"case": "${port}"}.`;
    throw new UserError("bad_request", message, { field: "output" });
  }
  return encodeData(new Map([...data, ["case", port]]));
}

interface Place {
  readonly runId: string;
  readonly step: string;
  readonly scope: string;
  readonly label: string;
}

/** Where the run refuses because somebody was faster: by the step's label, with what became of it instead. */
async function whatIsTheCase(ctx: Context, { label, ...place }: Place, refusal: unknown): Promise<unknown> {
  if (!(refusal instanceof UserError) || refusal.kind !== "conflict") return refusal;
  const now = await findStepRun(ctx.services.db, ctx.actor.workspaceId, place);
  if (now === null || isStanding(now)) return refusal;
  const message = `"${label}" does not stand at a breakpoint any more. ${now.note ?? ""}`.trim();
  return new UserError("conflict", `${message} Nothing was changed.`, { cause: refusal });
}
