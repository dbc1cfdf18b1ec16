import { Alert, Button, Group, Text, Textarea } from "@mantine/core";
import { pausedWords } from "@riposte/plan/actor-words";
import { IconCheck, IconInfoCircle, IconX } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { Ref } from "react";
import { useRefusal } from "../../api/use-refusal.ts";
import { trpc } from "../../api/trpc.ts";
import { useKept } from "../../own/use-kept.ts";
import { UnsentText } from "../../run/unsent-text.tsx";
import { BusyButton } from "../../shell/busy-button.tsx";
import { useFocusHandedOn } from "../../shell/focus-back.ts";
import { StateBadge } from "../../shell/state-badge.tsx";
import { TimedText } from "../../shell/timed-text.tsx";
import type { ApprovalStory } from "./approval-context.tsx";
import classes from "./approval-page.module.css";
import { closedWords } from "./closed-words.ts";
import { isUnsent } from "./is-unsent.ts";
import { failuresOnceApproved } from "./why-it-fails.ts";
import { WillFail } from "./will-fail.tsx";
import { stateOfRun } from "../../run/state-of-run.ts";

/** Approve or reject, or why one cannot; after that, where to go on. */
export function DecisionForm({ approval }: { readonly approval: ApprovalStory }) {
  const { id, whyNot, outcome, ofRun } = approval;
  const [couldDecide] = useState(outcome === null && whyNot === null);
  const [comment, setComment, forget] = useKept(`decision.${id}`, "");
  const cache = useQueryClient();
  const refresh = () =>
    Promise.all([
      cache.invalidateQueries(trpc.approvals.pathFilter()),
      cache.invalidateQueries(trpc.runs.pathFilter()),
    ]);
  const { first: asked, second: answered } = useFocusHandedOn();
  // Two clicks may come before the buttons are seen to be off.
  const isSent = useRef(false);
  const decide = useMutation(
    trpc.approvals.decide.mutationOptions({
      onSuccess: () => {
        forget();
        return refresh();
      },
      // Somebody was quicker, or it has expired: show what is the case now.
      onError: refresh,
    }),
  );
  const send = (decision: "approve" | "reject") => {
    if (isSent.current) return;
    isSent.current = true;
    const onError = () => {
      isSent.current = false;
    };
    decide.mutate({ id, decision, comment }, { onError });
  };
  const sending = decide.isPending ? decide.variables.decision : null;
  const refused = useRefusal(decide.error);

  if (decide.isSuccess) {
    return (
      <Decided
        isKept={decide.data.isKept && outcome === null}
        outcome={decide.data.decision === "approve" ? "approved" : "rejected"}
        approval={approval}
        ref={answered}
      />
    );
  }
  // One's own decision is kept, and told to all pages, before the run has answered it.
  if (sending === null && (outcome !== null || whyNot !== null)) {
    return (
      <div ref={answered} className={classes["closed"]} aria-live="polite" tabIndex={-1}>
        <IconInfoCircle size={18} stroke={1.75} aria-hidden />
        <div>
          <p>
            {/* What somebody wrote as they decided may tell of what is to come. */}
            <TimedText past={outcome === null || outcome === "expired"}>
              {closedWords(approval, couldDecide) ?? refused?.message ?? "It is decided."}
            </TimedText>
          </p>
          <p>
            The run is now <StateBadge state={stateOfRun({ state: ofRun.state, steps: ofRun.happening })} />.
          </p>
          {isUnsent(comment, approval) && (
            <UnsentText
              text={comment}
              onForget={forget}
              {...(outcome === null && whyNot?.kind === "forbidden" ? { why: STILL_WAITS } : {})}
            />
          )}
        </div>
      </div>
    );
  }
  return (
    <form
      ref={asked}
      className={classes["form"]}
      aria-label="Your decision"
      onSubmit={(event) => event.preventDefault()}
    >
      <Textarea
        label="Comment"
        description="Optional. Goes into the run's story and the audit log."
        autosize
        minRows={1}
        maxRows={8}
        maxLength={2_000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      {refused !== null && !refused.isPast && (
        <Alert color="red" variant="light" role="alert" mt={8}>
          {refused.message}
        </Alert>
      )}
      {refused?.isPast === true && (
        <Text component="output" display="block" c="dimmed" mt={8}>
          Riposte answers again. Nothing is decided yet: choose once more.
        </Text>
      )}
      {failuresOnceApproved(approval).map((words) => (
        <WillFail key={words} why={words} />
      ))}
      <Group gap="sm" mt={12}>
        <BusyButton
          leftSection={<IconCheck size={16} aria-hidden />}
          isBusy={sending === "approve"}
          disabled={sending === "reject"}
          onClick={() => send("approve")}
        >
          Approve
        </BusyButton>
        <BusyButton
          variant="default"
          leftSection={<IconX size={16} aria-hidden />}
          isBusy={sending === "reject"}
          disabled={sending === "approve"}
          onClick={() => send("reject")}
        >
          Reject
        </BusyButton>
      </Group>
    </form>
  );
}

const STILL_WAITS = "It still waits for those who may decide; what you had written was not sent.";

interface DecidedProps {
  /** The run has not answered. */
  readonly isKept: boolean;
  readonly outcome: "approved" | "rejected";
  readonly approval: ApprovalStory;
  readonly ref: Ref<HTMLDivElement>;
}

function Decided({ isKept, outcome, approval, ref }: DecidedProps) {
  const { id, ofRun, paused, following, call } = approval;
  const isOver = following[outcome].length === 0 && (call === null || outcome === "rejected");
  const isPaused = ofRun.state === "paused";
  const waiting = useQuery(trpc.approvals.waiting.queryOptions({ mine: true }));
  const next = waiting.data?.approvals.find((other) => other.id !== id && other.whyNot === null);
  return (
    <div ref={ref} className={classes["closed"]} aria-live="polite" tabIndex={-1}>
      <IconCheck size={18} stroke={1.75} aria-hidden />
      <div>
        <p>
          {outcome === "approved" ? "You approved it." : "You rejected it."}{" "}
          {isKept
            ? "That counts, and the run goes on by it as soon as it answers: its worker is slow or away."
            : isPaused
              ? pausedWords(paused)
              : isOver
                ? "Nothing follows it."
                : "The run goes on."}
        </p>
        <Group gap="sm" mt={8}>
          <Button
            size="xs"
            renderRoot={(props) => <Link to="/runs/$run" params={{ run: ofRun.id }} {...props} />}
          >
            {isPaused || isOver ? "See the run" : "See the run go on"}
          </Button>
          {next !== undefined && (
            <Button
              size="xs"
              variant="default"
              renderRoot={(props) => (
                <Link to="/approvals/$approval" params={{ approval: next.id }} {...props} />
              )}
            >
              Next: {next.stepLabel}
            </Button>
          )}
        </Group>
      </div>
    </div>
  );
}
