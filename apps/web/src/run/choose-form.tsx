import { Button, Radio, Stack, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { readApiError } from "../api/api-error.ts";
import { trpc } from "../api/trpc.ts";
import { leastRole, useMay } from "../shell/me.ts";
import { GivenOutput } from "./given-output.tsx";
import type { StepStory } from "./run-data.ts";

const CHOICES = {
  retry: { label: "Try it again", about: "It is called once more, with the same arguments." },
  skip: { label: "Skip it, with an output of mine", about: "The run goes on as if it had given that." },
  fail: {
    label: "Let it fail",
    about: "It has failed, and with it the run, or the iteration, it stands in.",
  },
} as const;

/** What somebody is about to say. */
export interface TypedChoice {
  readonly choice: keyof typeof CHOICES | null;
  readonly output: string;
  readonly reason: string;
}

export interface ChooseFormProps {
  readonly run: string;
  readonly step: string;
  readonly scope: string;
  /** The one that failed. */
  readonly attempt: number;
  readonly label: string;
  readonly schema: StepStory["resultSchema"];
  readonly typed: TypedChoice;
  readonly onTyped: (typed: TypedChoice) => void;
  /** It was taken: what was typed is kept elsewhere now. */
  readonly onSaid: () => void;
  /** Why it was not. */
  readonly onRefused: (why: string) => void;
}

/** A person says what becomes of a step that failed and asks. */
export function ChooseForm({
  run,
  step,
  scope,
  attempt,
  label,
  schema,
  typed,
  onTyped,
  onSaid,
  onRefused,
}: ChooseFormProps) {
  const may = useMay("runs.choose");
  const [asked, setAsked] = useState(false);
  const cache = useQueryClient();
  const refresh = () =>
    Promise.all([
      cache.invalidateQueries(trpc.approvals.pathFilter()),
      cache.invalidateQueries(trpc.runs.pathFilter()),
    ]);
  const choose = useMutation(
    trpc.runs.choose.mutationOptions({
      onSuccess: () => {
        onSaid();
        return refresh();
      },
      // Somebody was quicker, or the run is over: show what is the case now.
      onError: (error) => {
        onRefused(readApiError(error).message);
        return refresh();
      },
    }),
  );
  if (!may) return <p>Saying what becomes of it needs the role {leastRole("runs.choose")}.</p>;
  const { choice, output, reason } = typed;
  const send = () => {
    setAsked(true);
    if (choice === null || reason.trim() === "") return;
    choose.mutate({
      id: run,
      step,
      scope,
      attempt,
      choice,
      reason,
      ...(choice === "skip" ? { output } : {}),
    });
  };
  return (
    <form
      data-question
      tabIndex={-1}
      aria-label={`What becomes of ${label}`}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="md">
        <Radio.Group
          label="It failed. What becomes of it?"
          withAsterisk
          value={choice}
          onChange={(value) => onTyped({ ...typed, choice: value })}
          error={asked && choice === null ? "Choose what is to happen." : null}
        >
          <Stack gap="sm" mt={4}>
            {Object.entries(CHOICES).map(([value, words]) => (
              <Radio key={value} value={value} size="xs" label={words.label} description={words.about} />
            ))}
          </Stack>
        </Radio.Group>
        {choice === "skip" && (
          <GivenOutput
            label={label}
            schema={schema}
            value={output}
            onChange={(json) => onTyped({ ...typed, output: json })}
          />
        )}
        <Textarea
          label="Why?"
          description="Goes into the run's story and the audit log."
          withAsterisk
          autosize
          minRows={2}
          maxRows={8}
          maxLength={1_000}
          value={reason}
          onChange={(event) => onTyped({ ...typed, reason: event.currentTarget.value })}
          error={asked && reason.trim() === "" ? "Say why: a reason is needed." : null}
        />
        {choose.error !== null && <p role="alert">{readApiError(choose.error).message}</p>}
        <div>
          <Button type="submit" size="xs" loading={choose.isPending}>
            {choice === null ? "Say what becomes of it" : CHOICES[choice].label}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
