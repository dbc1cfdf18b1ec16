import { ourAnswer, sameAnswer } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { askOracle } from "./ask-oracle.ts";
import type { Case } from "./case.ts";

/** A case that ours and real Jinja2 answer differently. */
export interface Difference<Asked extends Case = Case> {
  readonly asked: Asked;
  readonly ours: Answer;
  readonly theirs: Answer;
}

/** Both answers to each case, in their order. */
export async function answerBoth<Asked extends Case>(
  cases: readonly Asked[],
): Promise<readonly Difference<Asked>[]> {
  const theirs = await askOracle(cases);
  return cases.map((asked, index) => ({
    asked,
    ours: ourAnswer(asked),
    theirs: theirs[index] ?? { error: "no answer" },
  }));
}

export function isDifferent({ ours, theirs }: Difference): boolean {
  return !sameAnswer(ours, theirs);
}

/** For people: the template and what became of it here and there. */
export function describeDifference({ asked, ours, theirs }: Difference): string {
  const short = (answer: Answer): string => JSON.stringify(answer).slice(0, 500);
  return `${JSON.stringify(asked.template)}\n    Jinja2:  ${short(theirs)}\n    Riposte: ${short(ours)}`;
}
