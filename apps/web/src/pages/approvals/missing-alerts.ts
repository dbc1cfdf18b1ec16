import { harmlessText } from "@riposte/plan/harmless-text";
import type { ApprovalStory } from "./approval-context.tsx";

type Concerned = ApprovalStory["concerned"];

/** Of what a call touches, the alerts that do not exist: "There is no alert AL-NOPE". */
export function missingAlerts(concerns: readonly string[], concerned: Concerned): readonly MissingAlert[] {
  return concerned
    .filter(({ kind, alert, target }) => kind === "alert" && alert === null && concerns.includes(target))
    .map(({ id }) => ({ id, words: `There is no alert ${harmlessText(id)}` }));
}

interface MissingAlert {
  readonly id: string;
  readonly words: string;
}
