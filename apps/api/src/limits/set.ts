import { z } from "zod";
import { workspaceCatalogue } from "../actions/workspace-catalogue.ts";
import { connectorName, requireConnector } from "../connectors/find.ts";
import type { Context } from "../context.ts";
import { playbookRef, requirePlaybook } from "../playbooks/find.ts";
import { needs } from "../trpc.ts";
import { notFound } from "../user-error.ts";
import { changeLimit } from "./change-limit.ts";
import { limitRules } from "./limit-rules.ts";

const rules = { limit: limitRules.nullable() };

/** Of the playbook's runs. */
export const setPlaybook = needs("playbooks.write")
  .input(z.object({ playbook: playbookRef, ...rules }).strict())
  .mutation(async ({ ctx, input }) => {
    const { id, name } = await requirePlaybook(ctx, input.playbook);
    return store(ctx, { kind: "playbook", target: id, name, rules: input.limit });
  });

/** Of the calls that go through it. */
export const setConnector = needs("connectors.write")
  .input(z.object({ connector: connectorName, ...rules }).strict())
  .mutation(async ({ ctx, input }) => {
    const { name } = await requireConnector(ctx, input.connector);
    return store(ctx, { kind: "connector", target: name, name, rules: input.limit });
  });

/** Of its calls, whichever step makes them. */
export const setAction = needs("actions.write")
  .input(z.object({ action: z.string().min(1).max(200), ...rules }).strict())
  .mutation(async ({ ctx, input }) => {
    const name = await requireActionName(ctx, input.action);
    return store(ctx, { kind: "action", target: input.action, name, rules: input.limit });
  });

/** Of a built-in action or of a script. @throws UserError where there is none of this key. */
export async function requireActionName(ctx: Context, key: string): Promise<string> {
  const { actions } = await workspaceCatalogue(ctx);
  const found = actions.get(key);
  if (found === undefined) throw notFound("action", key);
  return found.name;
}

async function store(ctx: Context, wanted: Parameters<typeof changeLimit>[2]) {
  const changed = await ctx.services.db.transaction((tx) => changeLimit(tx, ctx, wanted));
  return { kind: wanted.kind, target: wanted.target, changed };
}
