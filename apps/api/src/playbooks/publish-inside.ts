import {
  bindTrigger,
  findTrigger,
  findVersion,
  insertPlan,
  insertVersion,
  lockPlaybook,
  newId,
} from "@riposte/db";
import type { Database, PlaybookRow, TriggerRow, VersionRow } from "@riposte/db";
import { serializePlan } from "@riposte/plan";
import type { Plan } from "@riposte/plan";
import { recordChange } from "../audit/record-change.ts";
import { actorName } from "../context.ts";
import type { Context } from "../context.ts";
import { checkHookConfig } from "../hooks/check-hook-config.ts";
import { newHookSecret, sealHookSecret } from "../hooks/hook-secret.ts";
import { notFound, UserError } from "../user-error.ts";
import { refuseMoved } from "./refuse-moved.ts";

interface Publication {
  readonly playbookId: string;
  readonly plan: Plan;
  /** As JSON text. */
  readonly graph: string;
  readonly message: string;
  /** The draft's that has to be there still; absent: whatever was done to it meanwhile is for a later version. */
  readonly revision?: number | undefined;
}

interface Published {
  readonly version: number;
  readonly isNew: boolean;
  readonly trigger: Omit<TriggerRow, "createdAt">;
}

/** Plan, version and binding together, inside the caller's transaction: runs see the old one or the new one. */
export async function publishInside(
  tx: Database,
  ctx: Context,
  publication: Publication,
): Promise<Published> {
  checkHookConfig(publication.plan);
  const { workspaceId } = ctx.actor;
  const playbook = await lockPlaybook(tx, workspaceId, publication.playbookId);
  if (playbook === null) throw notFound("playbook", publication.playbookId);
  refuseMoved(playbook, publication.revision);
  if (playbook.archivedAt !== null)
    throw new UserError("conflict", `${playbook.name} is archived: bring it back before you publish it.`);

  const planHash = await insertPlan(tx, serializePlan(publication.plan));
  const latest = await latestVersion(tx, ctx, playbook);
  const isNew = latest === null || latest.planHash !== planHash || latest.graph !== publication.graph;
  const version = isNew ? (latest?.version ?? 0) + 1 : latest.version;
  if (isNew) {
    const { graph, message } = publication;
    const author = actorName(ctx.actor);
    await insertVersion(tx, workspaceId, {
      playbookId: playbook.id,
      version,
      graph,
      planHash,
      message,
      author,
      ...forOthers(publication.plan),
    });
    await recordChange(tx, ctx, {
      action: "playbooks.publish",
      target: `playbook:${playbook.id}`,
      details: { version, planHash },
    });
  }
  const trigger = await bind(tx, ctx, { playbook, plan: publication.plan, planHash, version });
  return { version, isNew, trigger };
}

/** What other playbooks, and the end of a run, need to know of it without the plan. */
export function forOthers({ gives, onError, steps }: Plan) {
  const calls = steps.flatMap((step) =>
    step.kind === "sub_playbook" && step.maxDepth === null ? [step.playbook.id] : [],
  );
  return {
    gives: gives === undefined ? null : JSON.stringify(gives),
    calls: JSON.stringify([...new Set(calls)]),
    onError: onError?.id ?? null,
  };
}

/** The published one is always the latest. */
function latestVersion(tx: Database, { actor }: Context, playbook: PlaybookRow): Promise<VersionRow | null> {
  const { publishedVersion } = playbook;
  if (publishedVersion === null) return Promise.resolve(null);
  return findVersion(tx, actor.workspaceId, { playbookId: playbook.id, version: publishedVersion });
}

async function bind(
  tx: Database,
  { services, actor }: Context,
  to: {
    readonly playbook: PlaybookRow;
    readonly plan: Plan;
    readonly planHash: string;
    readonly version: number;
  },
): Promise<Omit<TriggerRow, "createdAt">> {
  const { playbook, plan, planHash, version } = to;
  const bound = await findTrigger(tx, actor.workspaceId, playbook.id);
  const id = bound?.id ?? newId("trg");
  const kept = bound?.secret ?? null;
  const secret =
    kept === null && plan.trigger.type === "webhook"
      ? sealHookSecret(services.vault, id, newHookSecret())
      : kept;
  const binding = {
    id,
    workspaceId: actor.workspaceId,
    playbookId: playbook.id,
    type: plan.trigger.type,
    config: JSON.stringify(plan.trigger.config),
    planHash,
    version,
    enabled: playbook.enabled,
    secret,
    script: plan.trigger.script === undefined ? null : JSON.stringify(plan.trigger.script),
    connector: plan.trigger.connector ?? null,
  };
  await bindTrigger(tx, binding);
  return binding;
}
