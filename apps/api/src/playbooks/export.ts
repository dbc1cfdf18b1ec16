import { findVersion, namePlaybooks } from "@riposte/db";
import { draftGraph } from "@riposte/draft";
import { writeCacao } from "@riposte/exchange";
import { z } from "zod";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { notFound, UserError } from "../user-error.ts";
import { calledPlaybooks, withPlaybookNames } from "./called-playbooks.ts";
import { playbookRef, requirePlaybook } from "./find.ts";

const exportInput = z.object({ name: playbookRef, version: z.int().min(1).optional() }).strict();

/** What `save` takes: the draft, or a version. Holds no ids of this server and no secrets. */
export const exportPlaybook = needs("playbooks.read")
  .input(exportInput)
  .query(({ ctx, input }) => readForExport(ctx, input.name, input.version));

/** As a playbook of CACAO 2.0: JSON text, with what a file of that format brought and means nothing here. */
export const exportCacao = needs("playbooks.read")
  .input(exportInput)
  .query(({ ctx, input }) => readAsCacao(ctx, input.name, input.version));

async function readAsCacao(ctx: Context, ref: string, version: number | undefined) {
  const { createdAt, updatedAt } = await requirePlaybook(ctx, ref);
  const { name, graph, description, folder, tags } = await readForExport(ctx, ref, version);
  const [created, modified] = [createdAt.toISOString(), updatedAt.toISOString()];
  const text = writeCacao({
    name,
    description,
    folder,
    tags,
    graph: draftGraph.parse(graph),
    created,
    modified,
  });
  return { name, text };
}

async function readForExport(ctx: Context, ref: string, version: number | undefined) {
  const { id, name, description, folder, tags, enabled, draft } = await requirePlaybook(ctx, ref);
  const graph = version === undefined ? draft : await graphOf(ctx, id, version);
  const drawn = JSON.parse(graph) as unknown;
  const names = await namePlaybooks(ctx.services.db, ctx.actor.workspaceId, calledPlaybooks(drawn));
  return { name, description, folder, tags, enabled, graph: withPlaybookNames(drawn, names) };
}

async function graphOf({ services, actor }: Context, playbookId: string, version: number): Promise<string> {
  const row = await findVersion(services.db, actor.workspaceId, { playbookId, version });
  if (row === null)
    throw new UserError("not_found", notFound("version", String(version)).message, { field: "version" });
  return row.graph;
}
