import type { ApprovalStory } from "./approval-context.tsx";

/**
 * Why one cannot decide it; null: nothing is known against it. Who is asked is fixed as the question is: who could
 * decide it when the page was opened, and is not allowed to now, has been given another role.
 */
export function closedWords({ whyNot }: Pick<ApprovalStory, "whyNot">, couldDecide: boolean): string | null {
  if (whyNot === null) return null;
  const isRole = couldDecide && whyNot.kind === "forbidden";
  return isRole ? `Your role was changed since you opened this page. ${whyNot.message}` : whyNot.message;
}
