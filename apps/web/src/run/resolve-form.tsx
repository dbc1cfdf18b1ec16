import { Button, Radio, Stack, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useKept } from "../own/use-kept.ts";
import { trpc } from "../api/trpc.ts";
import { useRefusal } from "../api/use-refusal.ts";
import { leastRole, useMay } from "../shell/me.ts";
import { ANSWERS, answerWords } from "./answer-words.ts";
import type { Answer } from "./answer-words.ts";
import type { StepStory } from "./run-data.ts";

export interface ResolveFormProps {
  readonly run: string;
  readonly step: string;
  /** The iteration that it stands in; empty: none. */
  readonly scope: string;
  /** The one whose outcome nobody knows. */
  readonly attempt: number;
  readonly label: string;
  /** Doing it twice may do harm. */
  readonly isWrite: boolean;
  /** What is over: nothing follows from the answer then, but that it is known. */
  readonly over: "run" | "iteration" | null;
  readonly after: StepStory["afterAnswer"];
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  /** It was taken: what was typed is kept elsewhere now. */
  readonly onSaid: () => void;
}

/** A person says what became of a step that was lost in the middle, and how they know. */
export function ResolveForm({
  run,
  step,
  scope,
  attempt,
  label,
  isWrite,
  over,
  after,
  reason,
  onReason,
  onSaid,
}: ResolveFormProps) {
  const [kept, setChoice, forgetChoice] = useKept<Answer | null>(`answer.${run} ${step} ${scope}`, null);
  const [asked, setAsked] = useState(false);
  const cache = useQueryClient();
  const may = useMay("runs.resolve");
  const refresh = () =>
    Promise.all([
      cache.invalidateQueries(trpc.approvals.pathFilter()),
      cache.invalidateQueries(trpc.runs.pathFilter()),
    ]);
  const resolve = useMutation(
    trpc.runs.resolve.mutationOptions({
      onSuccess: () => {
        forgetChoice();
        onSaid();
        return refresh();
      },
      // Somebody was quicker, or the run is over: show what is the case now.
      onError: refresh,
    }),
  );
  const refused = useRefusal(resolve.error);
  // The page hears of it a moment later.
  if (resolve.isSuccess) return <p aria-live="polite">What you found is noted.</p>;
  if (!may) return <p>Saying what became of it needs the role {leastRole("runs.resolve")}.</p>;
  const offered = over !== null ? (["done", "failed"] as const) : (["done", "failed", "rerun"] as const);
  const choice = offered.find((answer) => answer === kept) ?? null;
  const send = () => {
    setAsked(true);
    if (choice !== null && reason.trim() !== "")
      resolve.mutate({ id: run, step, scope, attempt, outcome: choice, reason });
  };
  return (
    <form
      data-question
      tabIndex={-1}
      aria-label={`What became of ${label}`}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="md">
        <Radio.Group
          label="What became of it?"
          withAsterisk
          value={choice}
          onChange={(value) => setChoice(value)}
          error={asked && choice === null ? "Choose what you found." : null}
        >
          <Stack gap="sm" mt={4}>
            {offered.map((answer) => (
              <Radio
                key={answer}
                value={answer}
                size="xs"
                label={ANSWERS[answer]}
                description={answerWords(answer, { after, over, isWrite })}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label="How do you know?"
          description="Goes into the run's story and the audit log."
          withAsterisk
          autosize
          minRows={2}
          maxRows={8}
          maxLength={1_000}
          value={reason}
          onChange={(event) => onReason(event.currentTarget.value)}
          error={asked && reason.trim() === "" ? "Say how you know: a reason is needed." : null}
        />
        {refused !== null && !refused.isPast && <p role="alert">{refused.message}</p>}
        {refused?.isPast === true && <output>Riposte answers again: say it once more.</output>}
        <div>
          <Button type="submit" size="xs" loading={resolve.isPending}>
            {choice === null ? "Say what became of it" : ANSWERS[choice]}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
