import { actorWords } from "@riposte/plan/actor-words";
import { AnchorLink } from "../address/anchor-link.tsx";
import { RelativeTime } from "../shell/relative-time.tsx";
import type { Approval } from "./approval-line.tsx";
import classes from "./asked.module.css";
import { Question } from "./question.tsx";
import { Section } from "./section.tsx";

interface AskedProps {
  readonly approval: Approval;
  readonly isRunOver: boolean;
}

/** What a step asked people, as it was rendered, whom, until when, and what came of it. */
export function Asked({ approval, isRunOver }: AskedProps) {
  const { id, question, asks, createdAt, expiresAt, outcome, decidedBy, decidedAt, comment, kept } = approval;
  const waits = outcome === null && !isRunOver;
  return (
    <Section title="What was asked">
      <Question id={id} pieces={question} />
      <dl className={classes["facts"]}>
        <dt>May decide</dt>
        <dd>{asks.join(", ")}</dd>
        <dt>Asked</dt>
        <dd>
          <RelativeTime at={createdAt} />
        </dd>
        {(outcome === null || outcome === "expired") && (
          <>
            <dt>{outcome === null ? "Expires" : "Expired"}</dt>
            <dd>
              {expiresAt === null ? (
                "never"
              ) : (
                <RelativeTime at={expiresAt} deadline past={outcome !== null} />
              )}
            </dd>
          </>
        )}
        {kept !== null && (
          <>
            <dt>{OUTCOMES[kept.outcome]}</dt>
            <dd>{kept.by !== null && `by ${actorWords(kept.by)}, `}which the run has not heard yet</dd>
          </>
        )}
        {outcome !== null && (
          <>
            <dt>{OUTCOMES[outcome]}</dt>
            <dd>
              {decidedBy !== null && `by ${actorWords(decidedBy)} `}
              {decidedAt !== null && <RelativeTime at={decidedAt} />}
              {comment !== null && comment !== "" && `: ${comment}`}
            </dd>
          </>
        )}
      </dl>
      <AnchorLink to="/approvals/$approval" params={{ approval: id }}>
        {waits && kept === null ? "Look at it and decide" : "All about this approval"}
      </AnchorLink>
    </Section>
  );
}

const OUTCOMES: Readonly<Record<NonNullable<Approval["outcome"]>, string>> = {
  approved: "Approved",
  rejected: "Rejected",
  expired: "Closed",
  withdrawn: "Withdrawn",
};
