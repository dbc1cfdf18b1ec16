import type { StepUse } from "@riposte/db";

/** A playbook that names something, and its steps that do. */
export interface UsedBy {
  readonly id: string;
  readonly name: string;
  /** The published version that uses it; null: only the draft does. */
  readonly version: number | null;
  /** Whether the draft uses it. */
  readonly draft: boolean;
  readonly steps: readonly { readonly id: string; readonly name: string }[];
}

/** One row a playbook, however many steps it has in draft and version. */
export function usedBy(ref: string, uses: readonly StepUse[]): readonly UsedBy[] {
  const found = new Map<string, UsedBy>();
  for (const use of uses) {
    if (use.ref !== ref) continue;
    const { id, name } = use.playbook;
    const now = found.get(id) ?? { id, name, version: null, draft: false, steps: [] };
    const step = { id: use.step.id, name: use.step.label ?? use.step.name };
    const known = now.steps.some((each) => each.id === step.id);
    found.set(id, {
      id,
      name,
      version: use.version ?? now.version,
      draft: now.draft || use.version === null,
      steps: known ? now.steps : [...now.steps, step],
    });
  }
  return [...found.values()];
}
