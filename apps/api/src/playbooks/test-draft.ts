import { textOfPayload } from "@riposte/blobs";
import { acceptTest, findInboxRow, insertPlan, listBreakpoints, newId } from "@riposte/db";
import { serializePlan } from "@riposte/plan";
import type { Payload } from "@riposte/plan";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { sha256 } from "../hooks/sha256.ts";
import { storeEvent } from "../hooks/store-event.ts";
import { readEvent, refuseLargeEvent } from "../runs/accept-manual-run.ts";
import { runRef } from "../runs/find.ts";
import { recordedText } from "../runs/take-over.ts";
import { needs } from "../trpc.ts";
import { notFound, UserError } from "../user-error.ts";
import { compileGraph, requirePlan } from "./compile-graph.ts";
import { playbookRef, requirePlaybook } from "./find.ts";
import { pinnedSteps } from "./pins/pinned-steps.ts";
import { readDraft } from "./read-draft.ts";
import { refuseMoved } from "./refuse-moved.ts";
import { partToTest, reachInput, takenForOne } from "./test-reach.ts";

const testInput = z
  .object({
    playbook: playbookRef,
    /** What templates see as `trigger`: JSON text, so that no number is rounded on its way. */
    event: z.string().default("{}"),
    /** Takes the event of this run instead. */
    eventOf: runRef.optional(),
    reach: reachInput,
    /** Writes are shown and not sent. */
    simulate: z.boolean().default(false),
    /** The draft's that one sees; another one in the store is a conflict. Absent: as it is. */
    revision: z.int().min(0).optional(),
  })
  .strict();

/** Runs the draft once, on the engine that runs versions. What is published, and whether it is on, stays as it is. */
export const test = needs("playbooks.write")
  .input(testInput)
  .mutation(({ ctx, input }) => testDraft(ctx, input));

async function testDraft(ctx: Context, input: z.infer<typeof testInput>) {
  const { services, actor } = ctx;
  const { simulate, eventOf } = input;
  refuseLargeEvent(ctx, input.event);
  const playbook = await requirePlaybook(ctx, input.playbook);
  const { id: playbookId, draft: graph, draftRevision: revision } = playbook;
  refuseMoved(playbook, input.revision);
  const part = partToTest(readDraft(graph), input.reach);
  const set = await listBreakpoints(services.db, actor.workspaceId, playbookId);
  const draft = {
    graph: part.graph,
    name: playbook.name,
    id: playbookId,
    breakpoints: new Map(set.map(({ step, condition }) => [step, condition])),
  };
  const { plan, diagnostics, breakpoints } = await requirePlan(
    ctx,
    draft,
    await compileGraph(ctx, draft),
    "tested",
  );
  const event = eventOf === undefined ? (await readEvent(input.event)).event : await pastEvent(ctx, eventOf);
  const { reach } = part;
  const pinned = await pinnedSteps(ctx, playbookId, part.graph);
  const recorded =
    reach.kind === "one"
      ? await takenForOne(ctx, { playbookId, step: reach.step, plan, pinned, of: eventOf, simulate })
      : pinned;

  const runId = newId("run");
  const accepted = await acceptTest(services.sql, {
    runId,
    workspaceId: actor.workspaceId,
    playbookId,
    revision,
    graph,
    planHash: await insertPlan(services.db, serializePlan(plan)),
    event: await storeEvent(services, actor.workspaceId, event),
    simulate,
    reach,
    recorded: await recordedText(ctx, recorded),
    breakpoints: breakpoints.length === 0 ? null : JSON.stringify(breakpoints),
    bodyHash: sha256(`${simulate} `, event),
  });
  if (!accepted) throw notFound("playbook", input.playbook);
  const details = {
    playbook: playbookId,
    revision,
    simulate,
    ...(reach.kind === "all" ? {} : { reach: reach.kind, step: reach.step }),
    ...(eventOf === undefined ? {} : { eventOf }),
  };
  await recordChange(services.db, ctx, { action: "playbooks.test", target: `run:${runId}`, details });
  return { run: runId, revision, diagnostics };
}

async function pastEvent({ services, actor }: Context, runId: string): Promise<string> {
  const row = await findInboxRow(services.db, actor.workspaceId, runId);
  if (row === null) throw new UserError("not_found", notFound("run", runId).message, { field: "eventOf" });
  const text = await textOfPayload(services.blobs, actor.workspaceId, JSON.parse(row.event) as Payload);
  if (text !== null) return text;
  throw new UserError("conflict", `The event of run ${runId} is no longer there.`, { field: "eventOf" });
}
