import {
  listChangedScripts,
  listModules,
  listUnfinishedStates,
  overviewPlaybooks,
  readPlaybookActivity,
  readShelves,
} from "@riposte/db";
import type { ChangedScript, PlaybookOverview } from "@riposte/db";
import { countChanges, newerScripts } from "@riposte/draft";
import type { NewerScript } from "@riposte/draft";
import { catalogue } from "@riposte/integrations";
import { z } from "zod";
import type { Context } from "../context.ts";
import { moduleTriggers } from "../modules/module-entries.ts";
import { needs } from "../trpc.ts";
import { readDraft } from "./read-draft.ts";
import { knownFolderPath } from "./shelf-words.ts";

const filter = z
  .object({
    text: z.string().max(300).optional(),
    enabled: z.boolean().optional(),
    /** With the folders in it. */
    folder: knownFolderPath.optional(),
    tag: z.string().max(40).optional(),
    /** Those that are out of the way, and no others. */
    archived: z.boolean().default(false),
    limit: z.int().min(1).max(200).default(50),
    offset: z.int().min(0).max(1_000_000).default(0),
  })
  .strict()
  .prefault({});

/** A page of playbooks by name, with what has been going on: for the list in the browser. */
export const overview = needs("playbooks.read")
  .input(filter)
  .query(({ ctx, input }) => describePage(ctx, input));

async function describePage({ services, actor }: Context, page: z.infer<typeof filter>) {
  const { items, total } = await overviewPlaybooks(services.db, actor.workspaceId, page);
  const shelves = await readShelves(services.db, actor.workspaceId);
  const ids = items.map(({ id }) => id);
  const scripts = Map.groupBy(
    await listChangedScripts(services.db, actor.workspaceId, ids),
    ({ playbook }) => playbook,
  );
  const activity = await readPlaybookActivity(services.db, actor.workspaceId, ids);
  const lastRuns = [...activity.values()].flatMap(({ last }) => (last === null ? [] : [last.id]));
  const happening = await listUnfinishedStates(services.db, actor.workspaceId, lastRuns);
  const modules = await listModules(services.db, actor.workspaceId);
  const names = new Map(
    [...catalogue().triggers.values(), ...modules.flatMap(moduleTriggers)].map(({ key, name }) => [
      key,
      name,
    ]),
  );
  return {
    total,
    /** Folders, tags and how many are archived, whatever the page shows. */
    shelves,
    items: items.map((item) => {
      const newer = stillCalled(item.differing, scripts.get(item.id) ?? []);
      const trigger = item.trigger ?? drawnTrigger(item.differing);
      const { last, runs, failures } = activity.get(item.id) ?? { last: null, runs: 0, failures: 0 };
      return {
        id: item.id,
        name: item.name,
        description: item.description,
        folder: item.folder,
        tags: item.tags,
        archivedAt: item.archivedAt?.toISOString() ?? null,
        enabled: item.enabled,
        /** As published, or as drawn before the first publish. */
        trigger,
        triggerName: trigger === null ? null : (names.get(trigger) ?? trigger),
        publishedVersion: item.publishedVersion,
        /** Steps and edges of the draft, and scripts, that are not as published. */
        changes: countDiffering(item.differing) + newer.length,
        scripts: newer,
        updatedAt: item.updatedAt.toISOString(),
        lastRun:
          last === null
            ? null
            : {
                id: last.id,
                state: last.state,
                happening: happening.get(last.id) ?? [],
                at: last.at.toISOString(),
              },
        /** Within the last 24 hours. */
        runs,
        failures,
      };
    }),
  };
}

function drawnTrigger(differing: PlaybookOverview["differing"]): string | null {
  if (differing === null) return null;
  const node = readDraft(differing.draft).nodes.find(({ kind }) => kind === "trigger");
  const trigger = node?.["trigger"];
  return typeof trigger === "string" && trigger !== "" ? trigger : null;
}

/** A script that the draft calls no more is no change of its own: its step is. */
function stillCalled(
  differing: PlaybookOverview["differing"],
  changed: readonly ChangedScript[],
): readonly NewerScript[] {
  if (differing === null)
    return changed.map(({ action, version, newest }) => ({
      script: action.replace(/^script\./, ""),
      runs: version,
      newest,
    }));
  const newest = new Map(changed.map((script) => [script.action, script.newest]));
  return newerScripts(readDraft(differing.draft), changed, (action) => newest.get(action));
}

function countDiffering(differing: PlaybookOverview["differing"]): number {
  if (differing === null) return 0;
  const { draft, published } = differing;
  return countChanges(readDraft(draft), published === null ? null : readDraft(published));
}
