import { actorWords } from "@riposte/plan/actor-words";
import { harmlessText } from "@riposte/plan/harmless-text";
import { useQuery } from "@tanstack/react-query";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { trpc } from "../../api/trpc.ts";
import { EmptyState } from "../../shell/empty-state.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import classes from "./decided-list.module.css";
import { outcomeRef } from "./outcome-ref.ts";

type Answer = inferOutput<typeof trpc.runs.decided>[number];

/** What was asked and is answered, the newest answer first. */
export function DecidedList() {
  const decided = useQuery(trpc.runs.decided.queryOptions());
  if (decided.error !== null) return <ErrorState error={decided.error} retry={decided.refetch} />;
  if (decided.data === undefined) return <Loading />;
  if (decided.data.length === 0) return <EmptyState title="Nothing was decided yet" />;
  return (
    <ul className={classes["list"]}>
      {decided.data.map((answer) => (
        <Row
          key={answer.approval ?? `${answer.run} ${answer.step} ${answer.scope} ${answer.at}`}
          answer={answer}
        />
      ))}
    </ul>
  );
}

function Row({ answer }: { readonly answer: Answer }) {
  const { approval, run, step, scope, stepLabel, playbook, message, outcome, by, at, comment } = answer;
  const isOnlyNoted = answer.wasRunOver || answer.wasIterationOver;
  return (
    <li className={classes["row"]}>
      <div className={classes["head"]}>
        <AnchorLink
          to="/approvals/$approval"
          params={{ approval: approval ?? outcomeRef({ run, step, scope }) }}
          className={classes["title"] ?? ""}
        >
          {stepLabel}
        </AnchorLink>
        <span>
          {(isOnlyNoted ? NOTED[outcome] : undefined) ?? OUTCOMES[outcome]}
          {by !== null && ` by ${actorWords(by)}`} <RelativeTime at={at} />
        </span>
      </div>
      {message !== "" && (
        <div className={classes["message"]} title={harmlessText(message)}>
          {harmlessText(message)}
        </div>
      )}
      <div className={classes["facts"]}>
        <span>{playbook.name}</span>
        <AnchorLink
          to="/runs/$run"
          params={{ run }}
          search={{ step, ...(scope === "" ? {} : { turn: scope }) } as never}
        >
          this step in its run
        </AnchorLink>
        {comment !== "" && <span className={classes["comment"]}>“{harmlessText(comment)}”</span>}
      </div>
    </li>
  );
}

/** Of what was found when the run, or the iteration, was over. */
const NOTED: Readonly<Partial<Record<Answer["outcome"], string>>> = {
  done: "Noted that it happened",
  failed: "Noted that it did not happen",
};

const OUTCOMES: Readonly<Record<Answer["outcome"], string>> = {
  approved: "Approved",
  rejected: "Rejected",
  expired: "Expired",
  withdrawn: "Withdrawn",
  done: "Counted as done",
  failed: "Counted as failed",
  rerun: "Called again",
};
