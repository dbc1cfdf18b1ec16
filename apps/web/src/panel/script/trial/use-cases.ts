import { useRef, useState } from "react";
import type { ScriptCase } from "../script-draft.ts";
import { judgeCase } from "./judge-case.ts";
import type { CaseVerdict } from "./judge-case.ts";
import type { Trial, TrialInput } from "./run-trial.ts";
import type { Trying } from "./use-trial.ts";

/** What came of a case when it was last run, and of which text of it. */
interface CaseOutcome {
  readonly of: ScriptCase;
  readonly trial: Trial;
  readonly verdict: CaseVerdict;
}

/** Runs cases one after the other; `inputOf` says what is run for one. */
export function useCases(trying: Trying, inputOf: (one: ScriptCase) => TrialInput) {
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, CaseOutcome>>(new Map());
  const [running, setRunning] = useState<string | null>(null);
  const isStopped = useRef(false);
  const run = async (cases: readonly ScriptCase[]) => {
    isStopped.current = false;
    setOutcomes((before) => new Map([...before].filter(([name]) => !cases.some((one) => one.name === name))));
    for (const one of cases) {
      setRunning(one.name);
      const trial = await trying.run(inputOf(one));
      // What is refused is said beside the cases, and would be for each of them.
      if (trial === null || isStopped.current) break;
      const outcome = { of: one, trial, verdict: judgeCase(one, trial) };
      setOutcomes((before) => new Map(before).set(one.name, outcome));
    }
    setRunning(null);
  };
  return {
    running,
    run,
    stop: () => {
      isStopped.current = true;
      trying.stop();
    },
    /** Null where it has not been run as it is now. */
    outcomeOf: (one: ScriptCase) => {
      const found = outcomes.get(one.name);
      return found !== undefined && isSame(found.of, one) ? found : null;
    },
  };
}

function isSame(one: ScriptCase, other: ScriptCase): boolean {
  return one.arguments === other.arguments && one.result === other.result && one.fails === other.fails;
}
