import { Button, Text } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { diffLines } from "../../../shell/line-diff.ts";
import { LineDiff } from "../../../shell/line-diff.tsx";
import type { ScriptCase } from "../script-draft.ts";
import { expectedOf, isKeptWhole } from "./judge-case.ts";
import classes from "./trial.module.css";
import type { useCases } from "./use-cases.ts";

interface CaseListProps {
  readonly cases: readonly ScriptCase[];
  readonly running: ReturnType<typeof useCases>;
  /** A trial is under way, one of these or another one. */
  readonly isBusy: boolean;
  readonly onChange: (cases: readonly ScriptCase[]) => void;
  readonly onTake: (one: ScriptCase) => void;
}

/** The cases of a script: what came of each, and how it differs from what is expected. */
export function CaseList({ cases, running, isBusy, onChange, onTake }: CaseListProps) {
  if (cases.length === 0)
    return <Text c="dimmed">No cases yet. Run the script, then keep what came of it as a case.</Text>;
  const outcomes = cases.map((one) => running.outcomeOf(one));
  const good = outcomes.filter((outcome) => outcome?.verdict.isAsExpected === true).length;
  const run = outcomes.filter((outcome) => outcome !== null).length;
  return (
    <>
      <div className={classes["bar"]}>
        {running.running === null ? (
          <Button size="xs" disabled={isBusy} onClick={() => void running.run(cases)}>
            Run all cases
          </Button>
        ) : (
          <Button size="xs" color="red" variant="light" onClick={running.stop}>
            Stop
          </Button>
        )}
        <span className={classes["note"]} aria-live="polite">
          {run === 0
            ? ""
            : `${good} of ${run} as expected${run < cases.length ? `, ${cases.length - run} to go` : ""}.`}
        </span>
      </div>
      <ul className={classes["cases"]} aria-label="Cases">
        {cases.map((one, at) => (
          <li key={one.name}>
            <CaseRow
              one={one}
              running={running}
              isBusy={isBusy}
              onTake={() => onTake(one)}
              onDelete={() => onChange(cases.filter((_each, other) => other !== at))}
              onExpect={(changes) =>
                onChange(cases.map((each, other) => (other === at ? { ...each, ...changes } : each)))
              }
            />
          </li>
        ))}
      </ul>
    </>
  );
}

interface CaseRowProps extends Pick<CaseListProps, "running" | "isBusy"> {
  readonly one: ScriptCase;
  readonly onTake: () => void;
  readonly onDelete: () => void;
  readonly onExpect: (changes: Pick<ScriptCase, "result" | "fails">) => void;
}

function CaseRow({ one, running, isBusy, onTake, onDelete, onExpect }: CaseRowProps) {
  const outcome = running.outcomeOf(one);
  const verdict = outcome?.verdict ?? null;
  const differs = verdict !== null && !verdict.isAsExpected;
  const next = outcome === null ? null : expectedOf(outcome.trial);
  const quiet = { size: "compact-xs", variant: "subtle", disabled: isBusy } as const;
  return (
    <>
      <div className={classes["case"]}>
        {verdict !== null && (verdict.isAsExpected ? <Good /> : <Differs />)}
        <span className={classes["caseName"]}>{one.name}</span>
        {running.running === one.name && <span className={classes["waits"]}>running</span>}
        <Button {...quiet} onClick={() => void running.run([one])}>
          Run
        </Button>
        <Button {...quiet} onClick={onTake}>
          Take its input
        </Button>
        <Button {...quiet} color="red" aria-label={`Delete the case ${one.name}`} onClick={onDelete}>
          Delete
        </Button>
      </div>
      {differs && (
        <>
          <LineDiff
            lines={diffLines(verdict.expected, verdict.got)}
            label={`What ${one.name} gave, against what was expected`}
          />
          {next !== null && isKeptWhole(next.result) && (
            <Button {...quiet} onClick={() => onExpect(next)}>
              Expect this from now on
            </Button>
          )}
        </>
      )}
    </>
  );
}

function Good() {
  return (
    <span className={classes["good"]}>
      <IconCheck size={14} aria-hidden /> as expected
    </span>
  );
}

function Differs() {
  return (
    <span className={classes["differs"]}>
      <IconX size={14} aria-hidden /> differs
    </span>
  );
}
