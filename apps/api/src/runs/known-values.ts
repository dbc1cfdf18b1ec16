import { textOfPayload } from "@riposte/blobs";
import type { BlobStore } from "@riposte/blobs";
import { findInboxRow, listOutputs } from "@riposte/db";
import type { Database, RunWithPlaybook } from "@riposte/db";
import { makeContext } from "@riposte/plan";
import type { Payload, Plan, PlanStep } from "@riposte/plan";
import { knownIteration } from "./known-iteration.ts";
import { scopesAround } from "./scopes-around.ts";
import { decodeData } from "@riposte/template";
import type { Context as TemplateContext, Data, Reference } from "@riposte/template";

/** What templates of a run would see now, as far as it is there. */
export interface KnownValues {
  readonly context: TemplateContext;
  /** Whether what this names will not change any more. */
  readonly isKnown: (reference: Reference) => boolean;
  /** Why it may still change, or cannot be told here, as a clause for people; null: it is known. */
  readonly whyNot: (reference: Reference) => string | null;
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
    /** Of a step that is not recorded yet: what it will give. */
    readonly given?: { readonly step: string; readonly output: Data } | null;
  },
): Promise<KnownValues> {
  const { plan, steps, scope, given = null } = of;
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
  if (given !== null) ended.set(given.step, given.output);
  const trigger = accepted === null ? undefined : await read(accepted.event);
  const readsLoop = steps.some((step) => step.readsLoop === true);
  const loop = readsLoop ? await knownIteration(db, { plan, run, scope }, read) : null;
  const parts = plan.steps.flatMap(({ id, name }) => {
    const output = ended.get(id);
    return output === undefined ? [] : [{ id, name, output }];
  });
  const context = makeContext({
    trigger: trigger ?? null,
    loop,
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
  const unread = new Set(
    rows.flatMap(({ step, state }) => (ENDED.has(state) && !ended.has(step) ? [step] : [])),
  );
  return { context, whyNot, isKnown: (reference) => whyNot(reference) === null };

  function whyNot({ path: [root, key, part] }: Reference): string | null {
    if (root === "trigger") return trigger === undefined ? "the event is too large to be read here" : null;
    if (root === "item" || root === "loop") return isKnownOfLoop(root, key) ? null : OF_ITERATION;
    if (root === "vars") {
      const setter = setters.find(({ id, ...step }) => !ended.has(id) && assigns({ id, ...step }, key));
      return setter === undefined ? null : whyNotOf(setter);
    }
    if (root !== "steps" && root !== "node") return null;
    const step = plan.steps.find(({ id, name }) => (root === "steps" ? name : id) === String(key));
    return step === undefined || ended.has(step.id) ? null : whyNotOf(step, part);
  }

  function whyNotOf({ id, kind, label }: PlanStep, part?: string | number): string {
    if (unread.has(id)) return `what "${label}" gave is too large to be read here`;
    if (kind !== "approval") return `"${label}" has not run yet`;
    return part === "comment"
      ? `nobody has commented on "${label}" yet`
      : `nobody has decided "${label}" yet`;
  }

  function isKnownOfLoop(root: string, key: string | number | undefined): boolean {
    if (loop === null) return false;
    if (root === "item") return context.has("item");
    return loop.item !== undefined || (key !== "previous" && key !== undefined);
  }
}

const ENDED: ReadonlySet<string> = new Set(["done", "failed"]);
const OF_ITERATION = "it is of the iteration, and not recorded where it can be read here";

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
