import { playbookTemplates } from "@riposte/gallery";
import { z } from "zod";
import { workspaceCatalogue } from "../actions/workspace-catalogue.ts";
import type { Context } from "../context.ts";
import { storeFound } from "../playbooks/import/import.ts";
import { playbookName } from "../playbooks/playbook-name.ts";
import { needs } from "../trpc.ts";
import { requireTemplate, TEMPLATE, templateRef } from "./find-template.ts";
import { started } from "./started.ts";

const useInput = z
  .object({
    template: templateRef,
    /** Another one than the template's. */
    name: playbookName.optional(),
    description: z.string().max(10_000).optional(),
  })
  .strict();

/** A new draft, off and not published, and what is missing. It adds no script, connector or other playbook. */
export const use = needs("playbooks.write")
  .input(useInput)
  .mutation(({ ctx, input }) => useTemplate(ctx, input));

async function useTemplate(ctx: Context, { template: ref, name, description }: z.infer<typeof useInput>) {
  const template = await requireTemplate(ref);
  const catalogue = await workspaceCatalogue(ctx);
  const found = started(template, catalogue, await playbookTemplates());
  const own = description === undefined ? {} : { description };
  return storeFound(
    ctx,
    { ...found, ...own, catalogue },
    {
      format: TEMPLATE,
      file: template.id,
      suffix: null,
      name: name ?? found.name,
      isExact: name !== undefined,
    },
  );
}
