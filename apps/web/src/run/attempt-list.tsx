import { Text } from "@mantine/core";
import { ScriptLog } from "../panel/script/script-log.tsx";
import { RelativeTime } from "../shell/relative-time.tsx";
import { durationWords } from "../shell/time-words.ts";
import { exitWords } from "./exit-words.ts";
import { withoutAdvice } from "./failure-words.ts";
import { plainSentence } from "./plain-message.ts";
import type { StepStory } from "./run-data.ts";
import classes from "./attempt-list.module.css";
import { ValueView } from "./value/value-view.tsx";

type Attempt = StepStory["attempts"][number];

interface AttemptListProps {
  readonly attempts: readonly Attempt[];
  readonly place: { readonly id: string; readonly step: string; readonly scope: string };
}

const WORDS: Readonly<Record<Attempt["state"], string>> = {
  claimed: "is under way",
  done: "done",
  failed: "failed",
  unknown: "outcome unknown",
};

/** Each try of a step: how it ended, what it printed, and what came in after it had been given up. */
export function AttemptList({ attempts, place }: AttemptListProps) {
  return (
    <ol className={classes["list"]}>
      {attempts.map((attempt) => (
        <li key={attempt.attempt}>
          <div className={classes["head"]}>
            <strong>Attempt {attempt.attempt}</strong>
            <span>{WORDS[attempt.state]}</span>
            {attempt.exitCode !== null && <span>{exitWords(attempt.exitCode)}</span>}
            <span>
              began <RelativeTime at={attempt.startedAt} />
              {took(attempt) !== null && `, took ${took(attempt)}`}
            </span>
          </div>
          {attempt.failure !== null && (
            <p className={classes["failure"]}>{plainSentence(withoutAdvice(attempt.failure.message))}</p>
          )}
          {attempt.late !== null && <Late late={attempt.late} attempt={attempt.attempt} place={place} />}
          {attempt.log !== null && attempt.log !== "" && (
            <ScriptLog
              text={attempt.log}
              label={`Log of attempt ${attempt.attempt}`}
              lead={{ kind: "run", run: place.id, step: place.step }}
            />
          )}
        </li>
      ))}
    </ol>
  );
}

interface LateProps {
  readonly late: NonNullable<Attempt["late"]>;
  readonly attempt: number;
  readonly place: AttemptListProps["place"];
}

function Late({ late, attempt, place }: LateProps) {
  return (
    <div className={classes["late"]}>
      <Text size="xs">
        {late.kind === "done"
          ? "Afterwards it answered that it was done. That did not count any more, and says that it happened:"
          : `Afterwards it answered that it failed: ${late.failure?.message ?? ""} That did not count any more.`}
      </Text>
      {late.output !== null && (
        <ValueView
          value={late.output}
          place={{ ...place, part: "late", attempt }}
          path=""
          label="Late answer"
          empty="It answered nothing."
        />
      )}
    </div>
  );
}

function took({ durationMs, startedAt, finishedAt }: Attempt): string | null {
  if (durationMs !== null) return durationWords(durationMs);
  return finishedAt === null
    ? null
    : durationWords(Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)));
}
