import { findVersion, namePlaybooks } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { notFound, UserError } from "../user-error.ts";
import { calledPlaybooks, withPlaybookNames } from "./called-playbooks.ts";
import { playbookRef, requirePlaybook } from "./find.ts";

/** What `save` takes: the draft, or a version. Holds no ids of this server and no secrets. */
export const exportPlaybook = needs("playbooks.read")
  .input(z.object({ name: playbookRef, version: z.int().min(1).optional() }).strict())
  .query(({ ctx, input }) => readForExport(ctx, input.name, input.version));

async function readForExport(ctx: Context, ref: string, version: number | undefined) {
  const { id, name, description, enabled, draft } = await requirePlaybook(ctx, ref);
  const graph = version === undefined ? draft : await graphOf(ctx, id, version);
  const drawn = JSON.parse(graph) as unknown;
  const names = await namePlaybooks(ctx.services.db, ctx.actor.workspaceId, calledPlaybooks(drawn));
  return { name, description, enabled, graph: withPlaybookNames(drawn, names) };
}

async function graphOf({ services, actor }: Context, playbookId: string, version: number): Promise<string> {
  const row = await findVersion(services.db, actor.workspaceId, { playbookId, version });
  if (row === null)
    throw new UserError("not_found", notFound("version", String(version)).message, { field: "version" });
  return row.graph;
}
