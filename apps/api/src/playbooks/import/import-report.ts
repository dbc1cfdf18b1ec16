import { findImport } from "@riposte/db";
import type { ReportEntry } from "@riposte/exchange";
import { z } from "zod";
import { workspaceCatalogue } from "../../actions/workspace-catalogue.ts";
import type { Context } from "../../context.ts";
import { needs } from "../../trpc.ts";
import { playbookRef, requirePlaybook } from "../find.ts";
import { nameOfTemplate, TEMPLATE } from "../../templates/find-template.ts";
import { withFixes } from "./read-file.ts";

/** What was said when the playbook was imported, with the fixes of today; null: it came in no file and from no template. */
export const importReport = needs("playbooks.read")
  .input(z.object({ name: playbookRef }).strict())
  .query(({ ctx, input }) => readReport(ctx, input.name));

async function readReport(ctx: Context, ref: string) {
  const { id } = await requirePlaybook(ctx, ref);
  const row = await findImport(ctx.services.db, ctx.actor.workspaceId, id);
  if (row === null) return null;
  const { format, author, createdAt } = row;
  const file = format === TEMPLATE ? await nameOfTemplate(row.file) : row.file;
  // Written by ourselves, as `importPlaybook` makes it.
  const report = JSON.parse(row.report) as readonly ReportEntry[];
  const catalogue = await workspaceCatalogue(ctx);
  return { format, file, author, at: createdAt.toISOString(), report: withFixes({ report, catalogue }) };
}
