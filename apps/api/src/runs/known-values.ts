import { textOfPayload } from "@riposte/blobs";
import type { BlobStore } from "@riposte/blobs";
import { findInboxRow, listOutputs } from "@riposte/db";
import type { Database, RunWithPlaybook } from "@riposte/db";
import { makeContext } from "@riposte/plan";
import type { Payload, Plan, PlanStep } from "@riposte/plan";
import { decodeData } from "@riposte/template";
import type { Context as TemplateContext, Data, Reference } from "@riposte/template";

/** What templates of a run would see now, as far as it is there. */
export interface KnownValues {
  readonly context: TemplateContext;
  /** Whether what this names will not change any more. */
  readonly isKnown: (reference: Reference) => boolean;
}

interface Stores {
  readonly db: Database;
  readonly blobs: BlobStore;
}

/** Values beyond this are not read for a page: what reads them counts as not known. */
const MOST_BYTES = 1024 * 1024;

/** Reads what `steps` read, and no more. */
export async function knownValues(
  { db, blobs }: Stores,
  { run, playbook }: RunWithPlaybook,
  of: {
    readonly plan: Plan;
    readonly steps: readonly PlanStep[];
    /** The iteration that the steps stand in. */
    readonly scope: string;
  },
): Promise<KnownValues> {
  const { plan, steps, scope } = of;
  const { workspaceId } = run;
  const setters = steps.some((step) => step.readsVars) ? plan.steps.filter(({ kind }) => kind === "set") : [];
  const wanted = new Set([...steps.flatMap(({ reads }) => reads), ...setters.map(({ id }) => id)]);
  const [accepted, rows] = await Promise.all([
    findInboxRow(db, workspaceId, run.id),
    listOutputs(db, workspaceId, { runId: run.id, steps: [...wanted], scopes: scopesAround(scope) }),
  ]);
  const read = payloadReader(blobs, workspaceId);
  const ended = new Map<string, Data | undefined>();
  for (const { step, state, output } of rows) {
    if (state === "skipped" || state === "cancelled") ended.set(step, undefined);
    else if (output !== null && (state === "done" || state === "failed")) {
      const value = await read(output);
      if (value !== undefined) ended.set(step, value);
    }
  }
  const trigger = accepted === null ? undefined : await read(accepted.event);
  const parts = plan.steps.flatMap(({ id, name }) => {
    const output = ended.get(id);
    return output === undefined ? [] : [{ id, name, output }];
  });
  const context = makeContext({
    trigger: trigger ?? null,
    steps: parts,
    vars: rows.flatMap(({ step }) => (setters.some(({ id }) => id === step) ? (ended.get(step) ?? []) : [])),
    run: {
      id: run.id,
      playbook,
      playbookId: run.playbookId,
      version: run.version,
      workspaceId,
      simulate: accepted?.simulate ?? false,
      startedAt: (run.startedAt ?? run.createdAt).getTime(),
    },
  });
  const idOf = new Map(plan.steps.map(({ id, name }) => [name, id]));
  return { context, isKnown };

  function isKnown({ path: [root, key] }: Reference): boolean {
    if (root === "trigger") return trigger !== undefined;
    if (root === "steps") return ended.has(idOf.get(String(key)) ?? "");
    if (root === "item" || root === "loop") return false;
    if (root === "node") return ended.has(String(key));
    if (root === "vars") return setters.every((setter) => ended.has(setter.id) || !assigns(setter, key));
    return true;
  }
}

/** `outer[3]/inner[0]` → "", `outer[3]` and itself: what a step of an iteration reads from. */
export function scopesAround(scope: string): string[] {
  const parts = scope === "" ? [] : scope.split("/");
  return ["", ...parts.map((_, at) => parts.slice(0, at + 1).join("/"))];
}

function assigns(step: PlanStep, name: string | number | undefined): boolean {
  return step.kind === "set" && (name === undefined || step.assignments.some((each) => each.name === name));
}

function payloadReader(blobs: BlobStore, workspaceId: string) {
  let left = MOST_BYTES;
  return async (text: string): Promise<Data | undefined> => {
    const payload = JSON.parse(text) as Payload;
    const bytes = payload.kind === "inline" ? payload.json.length : payload.bytes;
    if (bytes > left) return undefined;
    left -= bytes;
    const json = await textOfPayload(blobs, workspaceId, payload);
    return json === null ? undefined : decodeData(json);
  };
}
