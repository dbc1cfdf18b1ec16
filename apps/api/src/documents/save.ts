import { listOlderScripts } from "@riposte/db";
import { z } from "zod";
import { sourceChecker } from "../actions/check-source.ts";
import { saveAction } from "../actions/save.ts";
import { saveInput as actionInput } from "../actions/save-input.ts";
import { withForms } from "../actions/with-forms.ts";
import { saveInput as connectorInput, storeConnector } from "../connectors/save.ts";
import type { Context } from "../context.ts";
import { allows } from "../permissions.ts";
import { saveInput as playbookInput, savePlaybook } from "../playbooks/save.ts";
import { changeLimit } from "../limits/change-limit.ts";
import { limitRules } from "../limits/limit-rules.ts";
import { requireActionName } from "../limits/set.ts";
import { needs } from "../trpc.ts";
import { UserError } from "../user-error.ts";
import { comingPlaybooks, neededTooEarly } from "./coming-playbooks.ts";
import { publishingOrder } from "./publishing-order.ts";

const MOST_OF_A_KIND = 2_000;

/** Absent: it stays as it is; null lifts it. */
const limit = { limit: limitRules.nullable().optional() };

const documents = z
  .object({
    connectors: z.array(connectorInput.extend(limit)).max(MOST_OF_A_KIND).default([]),
    actions: z.array(actionInput.extend(limit)).max(MOST_OF_A_KIND).default([]),
    playbooks: z.array(playbookInput.extend(limit)).max(MOST_OF_A_KIND).default([]),
    /** Of actions that are built in: `name` is the key. */
    limits: z
      .array(z.object({ name: z.string().min(1).max(200), limit: limitRules.nullable() }).strict())
      .max(MOST_OF_A_KIND)
      .default([]),
  })
  .strict();

/**
 * Saves all that `riposte apply` was given, or, when one document is refused, nothing: each is checked against what
 * those before it have made. The error's field begins with the place of what was refused: `playbooks.2`.
 */
export const save = needs("playbooks.publish")
  .input(documents)
  .mutation(({ ctx, input }) => saveDocuments(ctx, input));

async function saveDocuments(
  ctx: Context,
  { connectors, actions, playbooks, limits }: z.infer<typeof documents>,
) {
  if (connectors.length > 0 && !allows(ctx.actor.role, "connectors.write")) {
    throw new UserError("forbidden", "Only an admin may change connectors.", { field: "connectors.0" });
  }
  const toSave = await each("actions", actions, async ({ limit, ...action }) => ({
    ...withForms(action),
    limit,
  }));
  const warnings = (await each("actions", toSave, await sourceChecker(ctx))).flat();
  return ctx.services.db.transaction(async (tx) => {
    const inside = { ...ctx, services: { ...ctx.services, db: tx } };
    const saved = {
      // An action makes known the connector type that it asks for.
      actions: await each("actions", toSave, async ({ limit, ...action }) => {
        const done = await saveAction(inside, action);
        await store(inside, { kind: "action", target: done.key, name: done.name, rules: limit });
        return done;
      }),
      connectors: await each("connectors", connectors, async ({ limit, ...connector }) => {
        const done = await storeConnector(inside, connector);
        await store(inside, { kind: "connector", target: done.name, name: done.name, rules: limit });
        return done;
      }),
      playbooks: await savePlaybooks(inside, playbooks),
      limits: await each("limits", limits, async ({ name: key, limit }) => {
        const name = await requireActionName(inside, key);
        return { name, changed: await store(inside, { kind: "action", target: key, name, rules: limit }) };
      }),
    };
    const names = saved.actions.map(({ name }) => name);
    /** Published playbooks that go on with an older version of what was saved. */
    const older = await listOlderScripts(tx, ctx.actor.workspaceId, names);
    return { ...saved, warnings, older };
  });
}

type PlaybookDocument = z.infer<typeof documents>["playbooks"][number];

/** Each after those that it needs; where some need each other, their drafts come first, so that each knows the others. */
async function savePlaybooks(ctx: Context, playbooks: readonly PlaybookDocument[]) {
  const order = publishingOrder(playbooks);
  const tooEarly = neededTooEarly(order);
  const inCircles = order.filter(([at]) => tooEarly.has(at));
  const drafts = new Map(
    await inTurn("playbooks", inCircles, async ({ limit: _limit, enable: _enable, ...playbook }) => {
      const { created, changed } = await savePlaybook(ctx, { ...playbook, publish: false });
      return [playbook.name, { created, changed }] as const;
    }),
  );
  const coming = await comingPlaybooks(
    ctx,
    inCircles.map(([, document]) => document),
  );
  return inTurn("playbooks", order, async ({ limit, ...playbook }) => {
    const done = await savePlaybook(ctx, playbook, coming);
    await store(ctx, { kind: "playbook", target: done.id, name: playbook.name, rules: limit });
    const draft = drafts.get(playbook.name);
    return {
      ...done,
      created: done.created || draft?.created === true,
      changed: done.changed || draft?.changed === true,
    };
  });
}

type Wanted = Parameters<typeof changeLimit>[2];

/** Where the document says something of it. */
async function store(
  ctx: Context,
  { rules, ...of }: Omit<Wanted, "rules"> & { readonly rules: Wanted["rules"] | undefined },
): Promise<boolean> {
  return rules !== undefined && changeLimit(ctx.services.db, ctx, { ...of, rules });
}

async function each<D extends { readonly name: string }, R>(
  kind: string,
  given: readonly D[],
  store: (document: D) => Promise<R>,
): Promise<R[]> {
  const inOrder = [...given.entries()].toSorted(([, a], [, b]) => compare(a.name, b.name));
  return inTurn(kind, inOrder, store);
}

/** The results as the documents were given. */
async function inTurn<D, R>(
  kind: string,
  inOrder: readonly (readonly [number, D])[],
  store: (document: D) => Promise<R>,
): Promise<R[]> {
  const results = new Map<number, R>();
  for (const [at, document] of inOrder) {
    try {
      results.set(at, await store(document));
    } catch (error) {
      throw placed(error, `${kind}.${at}`);
    }
  }
  return [...results].toSorted(([a], [b]) => a - b).map(([, result]) => result);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function placed(error: unknown, place: string): unknown {
  if (!(error instanceof UserError)) return error;
  const { kind, message, field, diagnostics, cause } = error;
  const whole = field === null ? place : `${place}.${field}`;
  return new UserError(kind, message, { field: whole, diagnostics, cause });
}
