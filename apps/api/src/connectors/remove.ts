import { deleteConnector, listConnectorUses, setLimit } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { UserError } from "../user-error.ts";
import { connectorName, requireConnector } from "./find.ts";
import { usedBy } from "./used-by.ts";

/** Its secrets are forgotten at once: steps that need it fail from now on. */
export const remove = needs("connectors.write")
  .input(
    z
      .object({
        name: connectorName,
        /** Although published playbooks use it. */
        force: z.boolean().default(false),
      })
      .strict(),
  )
  .mutation(({ ctx, input }) => removeByName(ctx, input));

async function removeByName(ctx: Context, { name, force }: { name: string; force: boolean }) {
  const { id } = await requireConnector(ctx, name);
  const { workspaceId } = ctx.actor;
  await ctx.services.db.transaction(async (tx) => {
    const uses = usedBy(name, await listConnectorUses(tx, workspaceId));
    const published = uses.filter(({ version }) => version !== null).map((playbook) => playbook.name);
    if (published.length > 0 && !force) {
      const message = `${name} is used by what is published of ${published.join(", ")}: their steps would fail. Take it out of them and publish, or remove it all the same with force.`;
      throw new UserError("conflict", message, { field: "force" });
    }
    if (!(await deleteConnector(tx, workspaceId, name))) return;
    await setLimit(tx, workspaceId, { kind: "connector", target: name, rules: null });
    await recordChange(tx, ctx, {
      action: "connectors.remove",
      target: `connector:${id}`,
      details: { name, ...(published.length === 0 ? {} : { stillUsedBy: published }) },
    });
  });
  return { id, name };
}
