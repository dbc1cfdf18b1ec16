import { setLimit } from "@riposte/db";
import type { Database, LimitKind, LimitRules } from "@riposte/db";
import { limitWords } from "@riposte/plan";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";

interface Wanted {
  readonly kind: LimitKind;
  /** The playbook's id, the action's key, the connector's name. */
  readonly target: string;
  /** What people call it. */
  readonly name: string;
  /** Null lifts it. */
  readonly rules: LimitRules | null;
}

/** True when that was a change; it holds for what begins from now on. Runs inside the caller's transaction. */
export async function changeLimit(tx: Database, ctx: Context, wanted: Wanted): Promise<boolean> {
  const { kind, target, name, rules } = wanted;
  if (!(await setLimit(tx, ctx.actor.workspaceId, { kind, target, rules }))) return false;
  await recordChange(tx, ctx, {
    action: "limits.set",
    target: `${kind}:${target}`,
    details: { kind, name, limit: limitWords(rules ?? { atOnce: null, rate: null }) },
  });
  return true;
}
