import { stampOfActions } from "@riposte/db";
import { catalogue as builtInCatalogue } from "@riposte/integrations";
import { workspaceCatalogue } from "../actions/workspace-catalogue.ts";
import type { Context } from "../context.ts";
import { allows } from "../permissions.ts";
import { connectorTypes } from "../modules/connector-types.ts";
import { readModules } from "../modules/read-modules.ts";
import { needs, router } from "../trpc.ts";
import { learntResults } from "./learnt-results.ts";

/** Everything a playbook of this workspace can use, as data: for palette, forms and compiling in the browser. */
const get = needs("actions.read").query(({ ctx }) => describeCatalogue(ctx));

async function describeCatalogue(ctx: Context) {
  // Before what it is the stamp of: what changes in between is told, and not taken for known.
  const stamp = await stampOfActions(ctx.services.db, ctx.actor.workspaceId);
  const modules = await readModules(ctx);
  const {
    actions,
    triggers,
    connectors,
    connectorGroups,
    runnerGroups,
    playbooks,
    events,
    people,
    interpreters,
  } = await workspaceCatalogue(ctx);
  return {
    /** Another one that `playbooks.follow` tells says that the actions are out of date. */
    stamp,
    actions: [...actions.values()],
    triggers: [...triggers.values()],
    /** What steps can wait for. */
    events: [...(events?.values() ?? [])],
    /** What can be connected to, with the JSON Schemas of settings and secrets. */
    connectorTypes: [...builtInCatalogue().connectors.values(), ...modules.flatMap(connectorTypes)],
    /** What actions came with, by the name that they say. */
    modules: modules.map(({ module, definition: { title, logo } }) => ({ name: module.name, title, logo })),
    /** What is connected. */
    connectors: [...connectors].map(([name, type]) => ({
      name,
      type,
      group: connectorGroups?.get(name) ?? null,
    })),
    /** Runners elsewhere that steps can name. */
    runnerGroups: [...(runnerGroups ?? [])],
    /** Versions of Python that scripts can have; none where nobody is there to run them. */
    interpreters: [...(interpreters ?? [])],
    /** What can be called, and what cannot, with the reason. */
    playbooks: [...(playbooks?.values() ?? [])],
    /** Who could be named as an approver, by e-mail with the role; null for who may not know. */
    people: people !== undefined && allows(ctx.actor.role, "people.read") ? [...people] : null,
    /** Types of results that no schema declares. */
    learnt: await learntResults(ctx, actions.values()),
  };
}

export const catalogueRouter = router({ get });
