import { actorWords } from "@riposte/plan/actor-words";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { AnchorLink } from "../address/anchor-link.tsx";
import type { trpc } from "../api/trpc.ts";
import { RelativeTime } from "../shell/relative-time.tsx";

export type Approval = inferOutput<typeof trpc.approvals.list>[number];

interface ApprovalLineProps {
  readonly approval: Approval;
  /** Then nobody is asked any more, whether that is written down already or not. */
  readonly isRunOver: boolean;
  /** That it stands in, in words; empty: none. */
  readonly iteration: string;
}

/** What was asked, and what came of it. */
export function ApprovalLine({ approval, isRunOver, iteration }: ApprovalLineProps) {
  const { id, stepLabel, outcome, decidedBy, decidedAt, comment, createdAt, expiresAt, kept } = approval;
  return (
    <li>
      <AnchorLink to="/approvals/$approval" params={{ approval: id }}>
        {iteration === "" ? stepLabel : `${stepLabel} (${iteration})`}
      </AnchorLink>
      {": "}
      {outcome === null && isRunOver ? (
        "withdrawn: the run ended before anybody decided"
      ) : kept !== null ? (
        <>
          {kept.outcome}
          {kept.by !== null && ` by ${actorWords(kept.by)}`}, which the run has not heard yet
        </>
      ) : outcome === null ? (
        <>
          asked <RelativeTime at={createdAt} />
          {expiresAt !== null && (
            <>
              , expires <RelativeTime at={expiresAt} />
            </>
          )}
        </>
      ) : (
        <>
          {outcome}
          {decidedBy !== null && ` by ${actorWords(decidedBy)}`}
          {decidedAt !== null && (
            <>
              {" "}
              <RelativeTime at={decidedAt} />
            </>
          )}
          {comment !== null && comment !== "" && `: ${comment}`}
        </>
      )}
    </li>
  );
}
