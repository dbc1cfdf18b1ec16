import {
  listCallable,
  listConnectors,
  listModules,
  listPeople,
  listRunnerGroups,
  listScriptActions,
  listWebhooks,
} from "@riposte/db";
import type { CallableRow } from "@riposte/db";
import { catalogue as builtInCatalogue, eventSources } from "@riposte/integrations";
import type { Catalogue, EventSource } from "@riposte/plan";
import type { Context } from "../context.ts";
import { moduleEntries, moduleTriggers } from "../modules/module-entries.ts";
import { playbookEntry } from "../playbooks/playbook-entry.ts";
import { liveInterpreters } from "../runners/live-interpreters.ts";
import { scriptEntries } from "./script-entries.ts";

/**
 * What this workspace's playbooks can use: built-in actions and triggers, its scripts, its connectors, its webhooks.
 * @param coming Playbooks that count as published already.
 */
export async function workspaceCatalogue(
  { services, actor }: Context,
  coming: readonly CallableRow[] = [],
): Promise<Catalogue> {
  const builtIn = builtInCatalogue();
  const [scripts, modules, connectors, playbooks, webhooks, people, interpreters, groups] = await Promise.all(
    [
      listScriptActions(services.db, actor.workspaceId),
      listModules(services.db, actor.workspaceId),
      listConnectors(services.db, actor.workspaceId),
      listCallable(services.db, actor.workspaceId),
      listWebhooks(services.db, actor.workspaceId),
      listPeople(services.db, actor.workspaceId),
      liveInterpreters(services, actor.workspaceId),
      listRunnerGroups(services.db, actor.workspaceId),
    ],
  );
  const uploaded = [...scripts.flatMap(scriptEntries), ...modules.flatMap(moduleEntries)];
  return {
    actions: new Map([...builtIn.actions, ...uploaded.map((entry) => [entry.key, entry] as const)]),
    triggers: new Map([
      ...builtIn.triggers,
      ...modules.flatMap(moduleTriggers).map((entry) => [entry.key, entry] as const),
    ]),
    ...(interpreters.length === 0 ? {} : { interpreters: new Set(interpreters) }),
    people: new Map(people.map(({ email, role }) => [email.toLowerCase(), role])),
    connectors: new Map(connectors.map(({ name, type }) => [name, type])),
    connectorGroups: new Map(
      connectors.flatMap(({ name, runnerGroup }) => (runnerGroup === null ? [] : [[name, runnerGroup]])),
    ),
    runnerGroups: new Set(groups),
    playbooks: new Map(
      [...playbooks, ...coming].map((row) => [row.id, playbookEntry(row, builtIn.triggers)]),
    ),
    events: new Map(
      [...[...webhooks, ...hooksOf(coming)].map((hook) => webhookSource(hook, builtIn)), ...eventSources].map(
        (source) => [source.key, source],
      ),
    ),
  };
}

function hooksOf(coming: readonly CallableRow[]) {
  return coming.flatMap(({ id, name, trigger }) => (trigger === "webhook" ? [{ playbookId: id, name }] : []));
}

function webhookSource(
  { playbookId, name }: { readonly playbookId: string; readonly name: string },
  { triggers }: Pick<Catalogue, "triggers">,
): EventSource {
  const event = triggers.get("webhook")?.event ?? null;
  return { key: `webhook:${name}`, id: `playbook:${playbookId}`, name, event };
}
