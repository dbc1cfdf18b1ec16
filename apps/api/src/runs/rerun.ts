import { textOfPayload } from "@riposte/blobs";
import { findInboxRow } from "@riposte/db";
import type { Payload } from "@riposte/plan";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { requirePlaybook } from "../playbooks/find.ts";
import { needs } from "../trpc.ts";
import { UserError } from "../user-error.ts";
import { acceptManualRun } from "./accept-manual-run.ts";
import { requireRun, runRef } from "./find.ts";

const rerunInput = z
  .object({
    id: runRef,
    /** The same id again is the same run. */
    requestId: z.string().min(1).max(200).optional(),
    /** The one that one sees published; another one is a conflict. Absent: whichever it is. */
    version: z.int().min(1).optional(),
  })
  .strict();

/** Once more with the same event, on the version that is published now. */
export const rerun = needs("runs.start")
  .input(rerunInput)
  .mutation(({ ctx, input }) => rerunRun(ctx, input));

async function rerunRun(ctx: Context, { id, requestId, version }: z.infer<typeof rerunInput>) {
  const { db } = ctx.services;
  const { run } = await requireRun(ctx, id);
  const playbook = await requirePlaybook(ctx, run.playbookId);
  const { name, publishedVersion } = playbook;
  if (version !== undefined && publishedVersion !== null && publishedVersion !== version) {
    const message = `Version ${publishedVersion} of ${name} is published now, and no longer version ${version}. Nothing was started.`;
    throw new UserError("conflict", message, { field: "version" });
  }
  const accepted = await findInboxRow(db, ctx.actor.workspaceId, id);
  const event = accepted === null ? null : await eventText(ctx, JSON.parse(accepted.event) as Payload);
  if (accepted === null || event === null) {
    throw new UserError("conflict", `The event of run ${id} is no longer there.`);
  }
  const started = await acceptManualRun(ctx, { playbook, event, requestId, simulate: accepted.simulate });
  if (!started.duplicate) {
    await recordChange(db, ctx, {
      action: "runs.rerun",
      target: `run:${started.run}`,
      details: { playbook: playbook.id, of: id, simulate: accepted.simulate },
    });
  }
  return { ...started, version: playbook.publishedVersion };
}

async function eventText({ services, actor }: Context, event: Payload): Promise<string | null> {
  return textOfPayload(services.blobs, actor.workspaceId, event);
}
