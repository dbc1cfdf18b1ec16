import { listBreakpoints, putBreakpoint } from "@riposte/db";
import type { PlaybookRow } from "@riposte/db";
import { titleOf } from "@riposte/draft";
import type { DraftNode } from "@riposte/draft";
import { z } from "zod";
import { recordChange } from "../../audit/record-change.ts";
import { shownName } from "../../context.ts";
import type { Context } from "../../context.ts";
import { needs } from "../../trpc.ts";
import { UserError } from "../../user-error.ts";
import { compileGraph } from "../compile-graph.ts";
import { playbookRef, requirePlaybook } from "../find.ts";
import { requireNode } from "../pins/pinned-node.ts";
import { readDraft } from "../read-draft.ts";

const breakpointInput = z
  .object({
    playbook: playbookRef,
    /** By id or name. */
    step: z.string().min(1).max(64),
    /** An expression over what the step sees: only what it is true for stands. Absent: all that comes there. */
    condition: z.string().trim().max(1_000).optional(),
  })
  .strict();

type BreakpointInput = z.infer<typeof breakpointInput>;

/** They travel with each test, and nobody stops at so many. */
const MOST = 50;

/** From now on tests of the draft stand there, until somebody has them go on. Versions know nothing of it. */
export const setBreakpoint = needs("playbooks.write")
  .input(breakpointInput)
  .mutation(({ ctx, input }) => setAt(ctx, input));

async function setAt(ctx: Context, input: BreakpointInput) {
  const { db } = ctx.services;
  const playbook = await requirePlaybook(ctx, input.playbook);
  const { id: playbookId } = playbook;
  const node = requireNode(playbook, input.step);
  const label = titleOf(node);
  if (node.kind === "trigger" || node.kind === "note") {
    throw new UserError("conflict", `"${label}" is nothing that runs: no test can stand there.`, {
      field: "step",
    });
  }
  const condition = input.condition === undefined || input.condition === "" ? null : input.condition;
  if (condition !== null) await refuseFaulty(ctx, playbook, { node, condition });
  const set = await listBreakpoints(db, ctx.actor.workspaceId, playbookId);
  const drawn = new Set(readDraft(playbook.draft).nodes.map(({ id }) => id));
  const others = set.filter(({ step }) => step !== node.id && drawn.has(step));
  if (others.length >= MOST) {
    throw new UserError("conflict", `There are ${MOST} breakpoints already: remove one first.`);
  }
  await db.transaction(async (tx) => {
    await putBreakpoint(tx, { playbookId, step: node.id, condition, setBy: shownName(ctx.actor) });
    const details = { step: node.id, label, ...(condition === null ? {} : { condition }) };
    const target = `playbook:${playbookId}`;
    await recordChange(tx, ctx, { action: "playbooks.setBreakpoint", target, details });
  });
  return { step: node.id };
}

interface Wanted {
  readonly node: DraftNode;
  readonly condition: string;
}

async function refuseFaulty(ctx: Context, { id, name, draft }: PlaybookRow, { node, condition }: Wanted) {
  const graph = readDraft(draft);
  const breakpoints = new Map([[node.id, condition]]);
  const { breakpointFaults } = await compileGraph(ctx, { graph, id, name, breakpoints });
  const fault = breakpointFaults.find(({ severity }) => severity === "error");
  if (fault === undefined) return;
  const message = fault.hint === undefined ? fault.message : `${fault.message} ${fault.hint}`;
  throw new UserError("bad_request", message, { field: "condition" });
}
