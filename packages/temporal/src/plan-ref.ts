/**
 * A plan as it is handed to a workflow: only its hash lies in the history. Whoever decodes it with a
 * loader of plans finds the text too; null when there is no such plan, or no loader.
 */
export class PlanRef {
  readonly kind = "riposte/plan-ref";
  readonly hash: string;
  readonly text: string | null;

  constructor(hash: string, text: string | null = null) {
    this.hash = hash;
    this.text = text;
  }
}

export const PLAN_REF_ENCODING = "riposte/plan-ref";

/** By its mark and not by its class, of which two loaders may hold two copies. */
export function isPlanRef(value: unknown): value is PlanRef {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === PLAN_REF_ENCODING;
}
