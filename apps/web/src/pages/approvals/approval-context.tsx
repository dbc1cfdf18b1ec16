import { Text } from "@mantine/core";
import { actorWords, approverWords, pausedWords } from "@riposte/plan/actor-words";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { AnchorLink } from "../../address/anchor-link.tsx";
import type { trpc } from "../../api/trpc.ts";
import { Question } from "../../run/question.tsx";
import { Section } from "../../run/section.tsx";
import { SimulatedBadge } from "../../run/simulated-badge.tsx";
import { ValueView } from "../../run/value/value-view.tsx";
import { PageBody } from "../../shell/page-body.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import classes from "./approval-page.module.css";
import { ConcernedList } from "./concerned-list.tsx";
import { DecisionForm } from "./decision-form.tsx";
import { FollowingSteps } from "./following-steps.tsx";
import { PlannedCall } from "./planned-call.tsx";

export type ApprovalStory = inferOutput<typeof trpc.approvals.get>;

export function ApprovalContext({ approval }: { readonly approval: ApprovalStory }) {
  const { stepLabel, question, ofRun, call, following, concerned, event, simulate } = approval;
  return (
    <>
      <PageHeader
        title={stepLabel}
        tab={`Approval: ${stepLabel}`}
        above={<AnchorLink to="/approvals">Approvals</AnchorLink>}
        about={<Where approval={approval} />}
      />
      <PageBody narrow>
        <Question id={approval.id} pieces={question} />
        {simulate && (
          <Text component="div">
            <SimulatedBadge /> Whatever is decided, writes and messages of this run are only shown.
          </Text>
        )}
        {approval.outcome === null && ofRun.state === "paused" && (
          <Text role="note">
            {pausedWords(approval.paused)} It can be decided meanwhile
            {approval.expiresAt === null ? "." : ", and it expires meanwhile."}
          </Text>
        )}
        <WhoAndWhen approval={approval} />
        <DecisionForm key={approval.id} approval={approval} />
        {isPossible(approval, "approved") && (
          <Section
            level={2}
            title={titleOf(approval, {
              open: "Once it is approved",
              kept: "Now that it is approved",
              settled: "What approving it meant",
            })}
          >
            {call !== null && (
              <PlannedCall
                call={call}
                concerned={concerned}
                label={stepLabel}
                place={{ id: ofRun.id, part: "input", step: approval.step, scope: approval.scope }}
              />
            )}
            {call !== null && following.approved.length > 0 && <p>Then the run goes on:</p>}
            <FollowingSteps
              steps={following.approved}
              concerned={concerned}
              nothing={
                call === null
                  ? "Nothing follows: the run ends there."
                  : "Then nothing follows: the run ends there."
              }
            />
          </Section>
        )}
        {isPossible(approval, "rejected") && (
          <Section
            level={2}
            title={titleOf(approval, {
              open: "If it is rejected",
              kept: "Now that it is rejected",
              settled: "What rejecting it meant",
            })}
          >
            <Otherwise steps={following.rejected} concerned={concerned} isAction={call !== null} />
          </Section>
        )}
        {approval.expiresAt !== null && isPossible(approval, "expired") && (
          <Section
            level={2}
            title={
              approval.outcome === null
                ? "If nobody decides in time"
                : "What followed, as nobody decided in time"
            }
          >
            <Otherwise steps={following.expired} concerned={concerned} isAction={call !== null} />
          </Section>
        )}
        <Section level={2} title="The event that started it">
          <ValueView
            value={event}
            place={{ id: ofRun.id, part: "event" }}
            path="trigger"
            label="Event"
            empty="The event is no longer there."
          />
        </Section>
      </PageBody>
    </>
  );
}

/** Once it is decided, the other ways are not told any more: they would speak of what nobody did. */
function isPossible({ outcome, kept }: ApprovalStory, way: "approved" | "rejected" | "expired"): boolean {
  const decided = outcome ?? kept?.outcome ?? null;
  return decided === null || decided === way;
}

function titleOf(
  { outcome, kept }: ApprovalStory,
  titles: Readonly<Record<"open" | "kept" | "settled", string>>,
): string {
  return titles[outcome !== null ? "settled" : kept !== null ? "kept" : "open"];
}

function Where({ approval: { ofRun, step, scope, iteration } }: { readonly approval: ApprovalStory }) {
  return (
    <>
      {ofRun.playbook.name}, {iteration !== null && `${iteration}, `}
      <AnchorLink
        to="/runs/$run"
        params={{ run: ofRun.id }}
        search={{ step, ...(scope === "" ? {} : { turn: scope }) } as never}
      >
        this step in its run
      </AnchorLink>
    </>
  );
}

function Otherwise({
  steps,
  concerned,
  isAction,
}: Pick<ApprovalStory, "concerned"> & {
  readonly steps: ApprovalStory["following"]["rejected"];
  readonly isAction: boolean;
}) {
  const nothing = isAction
    ? "It is not called. The step counts as failed, and the run ends there."
    : "Nothing follows: the run ends there.";
  return (
    <>
      {isAction && steps.length > 0 && <p>It is not called. The run goes on:</p>}
      <FollowingSteps steps={steps} concerned={concerned} nothing={nothing} />
    </>
  );
}

function WhoAndWhen({ approval }: { readonly approval: ApprovalStory }) {
  const { concerned, createdAt, expiresAt, outcome, decidedBy, decidedAt, comment } = approval;
  return (
    <dl className={classes["facts"]}>
      {concerned.length > 0 && (
        <>
          <dt>Concerns</dt>
          <dd>
            <ConcernedList concerned={concerned} />
          </dd>
        </>
      )}
      <dt>May decide</dt>
      <dd>{mayDecide(approval).join(", ")}</dd>
      <dt>Asked</dt>
      <dd>
        <RelativeTime at={createdAt} />
      </dd>
      {expiresAt !== null && isPossible(approval, "expired") && (
        <>
          <dt>{outcome === "expired" ? "Expired" : "Expires"}</dt>
          <dd>
            <RelativeTime at={expiresAt} deadline past={outcome === "expired"} />
          </dd>
        </>
      )}
      {outcome !== null && decidedAt !== null && (
        <>
          <dt>{OUTCOMES[outcome]}</dt>
          <dd>
            {decidedBy !== null && `by ${actorWords(decidedBy)} `}
            <RelativeTime at={decidedAt} />
            {comment !== null && comment !== "" && `: ${comment}`}
          </dd>
        </>
      )}
    </dl>
  );
}

/** By name, and whom exactly that is. */
function mayDecide({ approvers, asks }: ApprovalStory): readonly string[] {
  return approvers.map((approver, at) => {
    const exact = approverWords(approver);
    const name = asks[at] ?? exact;
    return name === exact ? exact : `${name} (${exact})`;
  });
}

const OUTCOMES = {
  approved: "Approved",
  rejected: "Rejected",
  expired: "Closed",
  withdrawn: "Withdrawn",
} as const;
