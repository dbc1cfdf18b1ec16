import {
  describePlaybook,
  findPlaybook,
  insertPlaybook,
  lockPlaybook,
  newId,
  shelvePlaybook,
} from "@riposte/db";
import type { CallableRow, Database, PlaybookRow } from "@riposte/db";
import { diff, emptyGraph } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { UserError } from "../user-error.ts";
import { checkDrawing } from "./check-drawing.ts";
import { compileGraph, requirePlan } from "./compile-graph.ts";
import { hookPath } from "./hook.ts";
import { parseGraph } from "./parse-graph.ts";
import { checkSteps } from "./check-steps.ts";
import { playbookName } from "./playbook-name.ts";
import { publishInside } from "./publish-inside.ts";
import { readDraft } from "./read-draft.ts";
import { saveBatches } from "./save-batches.ts";
import { changeEnabled } from "./set-enabled.ts";
import { folderPath, tagList } from "./shelf-words.ts";

export const saveInput = z
  .object({
    name: playbookName,
    description: z.string().max(10_000).optional(),
    /** Absent: it stays where it is. */
    folder: folderPath.optional(),
    tags: tagList.optional(),
    graph: z.unknown(),
    /** Absent: only the draft is saved. */
    publish: z.boolean().default(false),
    /** Absent: stays as it is; a new playbook is off. */
    enable: z.boolean().optional(),
    /** Why, for the list of versions. */
    message: z.string().max(1_000).default(""),
    /** The revision that was edited; another one in the store is a conflict. Absent: this one wins. */
    draftRevision: z.int().optional(),
  })
  .strict();

type SaveInput = z.infer<typeof saveInput>;

/** Creates or updates by name; saves the draft, and on request publishes it and switches it: all or nothing. */
export const save = needs("playbooks.publish")
  .input(saveInput)
  .mutation(({ ctx, input }) => savePlaybook(ctx, input));

/** @param coming Playbooks that will be published together with it. */
export async function savePlaybook(ctx: Context, input: SaveInput, coming?: readonly CallableRow[]) {
  const draft = JSON.stringify(parseGraph(input.graph));
  const graph = readDraft(draft);
  const known = await findPlaybook(ctx.services.db, ctx.actor.workspaceId, input.name);
  const compiled = await compileGraph(ctx, { graph, name: input.name, id: known?.id, coming });
  const toPublish = input.publish
    ? (await requirePlan(ctx, { graph, name: input.name }, compiled)).plan
    : null;

  checkDrawing(graph);

  return ctx.services.db.transaction(async (tx) => {
    const saved = await saveByName(tx, ctx, { ...input, graph, draft });
    const shelved = await shelve(tx, ctx, saved, input);
    const { message } = input;
    const published =
      toPublish === null
        ? null
        : await publishInside(tx, ctx, { playbookId: saved.id, plan: toPublish, graph: draft, message });
    const enabled = input.enable ?? saved.enabled;
    const switched = await changeEnabled(tx, ctx, { id: saved.id, enabled });
    return {
      id: saved.id,
      name: input.name,
      created: saved.created,
      /** Whether anything at all is different now. */
      changed: saved.changed || shelved || published?.isNew === true || switched,
      draftRevision: saved.draftRevision,
      publishedVersion: published?.version ?? saved.publishedVersion,
      /** Whether this call made a new version. */
      newVersion: published?.isNew ?? false,
      enabled,
      /** The webhook's path; its secret is told by `playbooks.hook`. */
      hook:
        published !== null && published.trigger.type === "webhook" ? hookPath(published.trigger.id) : null,
      diagnostics: compiled.diagnostics,
    };
  });
}

/** Whether it stands elsewhere now, or under other tags. */
async function shelve(
  tx: Database,
  ctx: Context,
  { id, folder: was, tags: had }: PlaybookRow,
  { folder = was, tags = had }: SaveInput,
): Promise<boolean> {
  if (folder === was && JSON.stringify(tags) === JSON.stringify(had)) return false;
  await shelvePlaybook(tx, ctx.actor.workspaceId, { id, folder, tags });
  return true;
}

interface Saved extends PlaybookRow {
  readonly created: boolean;
  readonly changed: boolean;
}

async function saveByName(
  tx: Database,
  ctx: Context,
  input: SaveInput & { readonly graph: DraftGraph; readonly draft: string },
): Promise<Saved> {
  const { workspaceId } = ctx.actor;
  const fresh = {
    id: newId("pb"),
    workspaceId,
    name: input.name,
    description: input.description ?? "",
    draft: input.draft,
  };
  const created = await insertPlaybook(tx, fresh);
  const found = await findPlaybook(tx, workspaceId, created ? fresh.id : input.name);
  const row = found === null ? null : await lockPlaybook(tx, workspaceId, found.id);
  if (row === null) throw new UserError("conflict", `${input.name} was removed just now. Apply it again.`);

  const target = `playbook:${row.id}`;
  if (created) {
    checkSteps(emptyGraph(), input.graph);
    await recordChange(tx, ctx, { action: "playbooks.save", target, details: { name: row.name, created } });
    return { ...row, created, changed: true };
  }
  if (input.draftRevision !== undefined && input.draftRevision !== row.draftRevision)
    throw outdated(row, input.draftRevision);
  const before = readDraft(row.draft);
  const operations = diff(before, input.graph);
  const description = input.description ?? row.description;
  if (operations.length === 0 && row.description === description) return { ...row, created, changed: false };
  if (row.description !== description) await describePlaybook(tx, workspaceId, { id: row.id, description });
  const batches = operations.length === 0 ? [] : [{ id: newId("bat"), label: "Apply a file", operations }];
  const revision = await saveBatches(tx, ctx, {
    playbook: row,
    graph: before,
    batches,
    becomes: input.draft,
  });
  await recordChange(tx, ctx, { action: "playbooks.save", target, details: { draftRevision: revision } });
  return { ...row, description, draftRevision: revision, created, changed: true };
}

function outdated(row: PlaybookRow, revision: number): UserError {
  return new UserError(
    "conflict",
    `The draft of ${row.name} is at revision ${row.draftRevision}, not ${revision}: somebody saved it meanwhile. Read it again and repeat the change.`,
    { field: "draftRevision" },
  );
}
