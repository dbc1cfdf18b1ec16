import { findStepRun, putPin } from "@riposte/db";
import type { PlaybookRow } from "@riposte/db";
import { pinPorts, titleOf } from "@riposte/draft";
import type { DraftNode } from "@riposte/draft";
import { DEFAULT_PORT } from "@riposte/plan";
import { z } from "zod";
import { recordChange } from "../../audit/record-change.ts";
import { shownName } from "../../context.ts";
import type { Context } from "../../context.ts";
import { requireRun, runRef } from "../../runs/find.ts";
import { givenOutput } from "../../runs/given-output.ts";
import { needs } from "../../trpc.ts";
import { notFound, UserError } from "../../user-error.ts";
import { playbookRef, requirePlaybook } from "../find.ts";
import { requireNode } from "./pinned-node.ts";

const pinInput = z
  .object({
    playbook: playbookRef,
    /** By id or name. */
    step: z.string().min(1).max(64),
    /** What it is to give, as JSON text. */
    output: z.string().max(1_048_576).optional(),
    /** The way out that it leaves by; absent: the plain one. */
    port: z.string().min(1).max(100).optional(),
    /** Pins what the step gave in this run instead, with the way that it left by. */
    ofRun: runRef.optional(),
  })
  .strict();

type PinInput = z.infer<typeof pinInput>;

/** From now on tests of the draft do not carry the step out: it gives this. Versions know nothing of it. */
export const pin = needs("playbooks.write")
  .input(pinInput)
  .mutation(({ ctx, input }) => pinOutput(ctx, input));

async function pinOutput(ctx: Context, input: PinInput) {
  const playbook = await requirePlaybook(ctx, input.playbook);
  const node = requireNode(playbook, input.step);
  const ports = pinPorts(node);
  const label = titleOf(node);
  if (typeof ports === "string") {
    throw new UserError("conflict", `"${label}" cannot be pinned. ${ports}`, { field: "step" });
  }
  const { output, port } = await outputToPin(ctx, playbook, { node, input });
  if (!ports.includes(port)) {
    const message = `"${label}" leaves by ${ports.join(", ")}: say by which of them it is to leave.`;
    throw new UserError("bad_request", message, { field: "port" });
  }
  const { id: playbookId } = playbook;
  await ctx.services.db.transaction(async (tx) => {
    await putPin(tx, {
      playbookId,
      step: node.id,
      port: port === DEFAULT_PORT ? null : port,
      output,
      pinnedBy: shownName(ctx.actor),
    });
    const details = { step: node.id, label, ...(input.ofRun === undefined ? {} : { ofRun: input.ofRun }) };
    await recordChange(tx, ctx, { action: "playbooks.pin", target: `playbook:${playbookId}`, details });
  });
  return { step: node.id };
}

interface Wanted {
  readonly node: DraftNode;
  readonly input: PinInput;
}

async function outputToPin(ctx: Context, playbook: PlaybookRow, { node, input }: Wanted) {
  if ((input.output === undefined) === (input.ofRun === undefined)) {
    const message = "Say what the step is to give: an output, or the run that it is taken from.";
    throw new UserError("bad_request", message, { field: "output" });
  }
  if (input.ofRun !== undefined) return outputOfRun(ctx, playbook, { node, runId: input.ofRun });
  const { action } = node;
  const step = { kind: node.kind, label: titleOf(node), ...(typeof action === "string" ? { action } : {}) };
  const output = JSON.stringify(await givenOutput(ctx, step, input.output ?? ""));
  return { output, port: input.port ?? DEFAULT_PORT };
}

async function outputOfRun(
  ctx: Context,
  { id: playbookId }: PlaybookRow,
  { node, runId }: { readonly node: DraftNode; readonly runId: string },
) {
  const { services, actor } = ctx;
  const { run } = await requireRun(ctx, runId);
  if (run.playbookId !== playbookId) throw notFound("run", runId);
  const at = { runId, step: node.id, scope: "" };
  const row = await findStepRun(services.db, actor.workspaceId, at);
  if (row !== null && row.state === "done" && row.output !== null)
    return { output: row.output, port: row.port ?? DEFAULT_PORT };
  throw new UserError("conflict", `"${titleOf(node)}" gave nothing in run ${runId} that could be pinned.`, {
    field: "ofRun",
  });
}
