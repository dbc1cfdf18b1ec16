import { harmlessText } from "@riposte/plan/harmless-text";
import type { ApprovalStory } from "./approval-context.tsx";

/** Whether what is typed here was lost to a decision: where only the answer was lost, it stands there already. */
export function isUnsent(
  typed: string,
  { comment, kept }: Pick<ApprovalStory, "comment"> & { readonly kept: { readonly comment: string } | null },
): boolean {
  return typed.trim() !== "" && harmlessText(typed.trim()) !== (comment ?? kept?.comment ?? null);
}
