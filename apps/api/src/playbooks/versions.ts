import { findVersion, listVersions } from "@riposte/db";
import type { VersionRow } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { notFound, UserError } from "../user-error.ts";
import { playbookRef, requirePlaybook } from "./find.ts";
import { pinnedScripts } from "./pinned-scripts.ts";
import { readDraft } from "./read-draft.ts";

/** Newest first. */
export const versions = needs("playbooks.read")
  .input(z.object({ playbook: playbookRef }).strict())
  .query(({ ctx, input }) => listAll(ctx, input.playbook));

const versionInput = z.object({ playbook: playbookRef, version: z.int().min(1) }).strict();

export const version = needs("playbooks.read")
  .input(versionInput)
  .query(({ ctx, input }) => showVersion(ctx, input));

async function listAll(ctx: Context, ref: string) {
  const { id, publishedVersion } = await requirePlaybook(ctx, ref);
  const rows = await listVersions(ctx.services.db, ctx.actor.workspaceId, id);
  return rows.map((row) => ({ ...describe(row), isPublished: row.version === publishedVersion }));
}

async function showVersion(ctx: Context, input: z.infer<typeof versionInput>) {
  const { id } = await requirePlaybook(ctx, input.playbook);
  const row = await requireVersion(ctx, id, input.version);
  return { ...describe(row), graph: readDraft(row.graph), scripts: await pinnedScripts(ctx, row) };
}

export async function requireVersion({ services, actor }: Context, playbookId: string, version: number) {
  const row = await findVersion(services.db, actor.workspaceId, { playbookId, version });
  if (row !== null) return row;
  throw new UserError("not_found", notFound("version", String(version)).message, { field: "version" });
}

type VersionLine = Pick<VersionRow, "version" | "message" | "author" | "planHash" | "createdAt">;

function describe({ version, message, author, planHash, createdAt }: VersionLine) {
  return { version, message, author, planHash, createdAt: createdAt.toISOString() };
}
