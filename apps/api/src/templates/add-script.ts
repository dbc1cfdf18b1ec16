import { findImport } from "@riposte/db";
import type { TemplateAction } from "@riposte/gallery";
import { z } from "zod";
import { saveAction } from "../actions/save.ts";
import { saveInput } from "../actions/save-input.ts";
import { withForms } from "../actions/with-forms.ts";
import type { Context } from "../context.ts";
import { playbookRef, requirePlaybook } from "../playbooks/find.ts";
import { needs } from "../trpc.ts";
import { notFound } from "../user-error.ts";
import { requireTemplate, TEMPLATE } from "./find-template.ts";

const addInput = z.object({ playbook: playbookRef, script: z.string().min(1).max(200) }).strict();

/** A script that came with the template of a playbook becomes an action. Never touches an action that is there. */
export const addScript = needs("actions.write")
  .input(addInput)
  .mutation(({ ctx, input }) => addFromTemplate(ctx, input));

async function addFromTemplate(ctx: Context, { playbook, script }: z.infer<typeof addInput>) {
  const { id } = await requirePlaybook(ctx, playbook);
  const row = await findImport(ctx.services.db, ctx.actor.workspaceId, id);
  if (row?.format !== TEMPLATE) throw notFound("script", script);
  const { actions } = await requireTemplate(row.file);
  const found = actions.find(({ name }) => name === script);
  if (found === undefined) throw notFound("script", script);
  const { key, name, version } = await saveAction(ctx, withForms(asNewAction(found)));
  return { key, name, version };
}

function asNewAction({ palette, hash: _hash, ...action }: TemplateAction): z.infer<typeof saveInput> {
  return saveInput.parse({ ...action, ...(palette === undefined ? {} : { kind: palette }), base: 0 });
}
