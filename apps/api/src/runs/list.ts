import { countRunStates, listRuns } from "@riposte/db";
import type { RunSelection } from "@riposte/db";
import { RUN_STATES } from "@riposte/plan/run-states";
import { z } from "zod";
import type { Context } from "../context.ts";
import { playbookRef, requirePlaybook } from "../playbooks/find.ts";
import { needs } from "../trpc.ts";
import { requireRun, runRef } from "./find.ts";
import { tellRuns } from "./tell-runs.ts";

const state = z.enum(RUN_STATES);

const selection = z.object({
  playbook: playbookRef.optional(),
  state: state.optional(),
  /** Any of these; together with `state` that one too. */
  states: z.array(state).max(RUN_STATES.length).optional(),
  /** When it was accepted: from, and before. */
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  /** Part of the id, of the playbook's name, of what went wrong or of the event. */
  text: z.string().trim().max(200).optional(),
});

const filter = selection
  .extend({
    limit: z.int().min(1).max(500).default(50),
    /** `next` of the page before. */
    before: runRef.optional(),
  })
  .strict()
  .prefault({});

/** Newest first. */
export const list = needs("runs.read")
  .input(filter)
  .query(({ ctx, input }) => listPage(ctx, input));

/** How many of the newest runs are in which state. */
export const counts = needs("runs.read")
  .input(selection.omit({ state: true, states: true }).strict().prefault({}))
  .query(async ({ ctx, input }) =>
    countRunStates(ctx.services.db, ctx.actor.workspaceId, await select(ctx, input)),
  );

async function listPage(ctx: Context, { limit, before, ...input }: z.infer<typeof filter>) {
  if (before !== undefined) await requireRun(ctx, before);
  const selected = await select(ctx, input);
  const { rows, next } = await listRuns(ctx.services.db, ctx.actor.workspaceId, {
    ...selected,
    limit,
    before,
  });
  return { runs: await tellRuns(ctx, rows), next };
}

async function select(ctx: Context, input: z.infer<typeof selection>): Promise<RunSelection> {
  const { playbook, state: one, states = [], from, to, text } = input;
  const wanted = one === undefined ? states : [...states, one];
  return {
    playbookId: playbook === undefined ? undefined : (await requirePlaybook(ctx, playbook)).id,
    states: wanted.length === 0 ? undefined : wanted,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
    text: text === "" ? undefined : text,
  };
}
