import { Button, Radio, Stack, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { readApiError } from "../api/api-error.ts";
import { trpc } from "../api/trpc.ts";
import { leastRole, useMay } from "../shell/me.ts";

export interface ResolveFormProps {
  readonly run: string;
  readonly step: string;
  /** The iteration that it stands in; empty: none. */
  readonly scope: string;
  readonly label: string;
  /** Doing it twice may do harm. */
  readonly isWrite: boolean;
  /** Nothing follows from the answer then, but that it is known. */
  readonly isRunOver: boolean;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  /** It was taken: what was typed is kept elsewhere now. */
  readonly onSaid: () => void;
}

const CHOICES = {
  done: {
    button: "Count it as done",
    says: "It happened. The run goes on, with an empty output of this step.",
  },
  failed: {
    button: "Count it as failed",
    says: "It did not happen, and shall not. The step fails, and the run goes on as the playbook says for that.",
  },
  rerun: { button: "Call it again", says: "It did not happen, and shall. The step is called once more." },
} as const;

const OVER = "The run is over and stays as it is: what you found is recorded.";

type Choice = keyof typeof CHOICES;

/** A person says what became of a step that was lost in the middle, and how they know. */
export function ResolveForm({
  run,
  step,
  scope,
  label,
  isWrite,
  isRunOver,
  reason,
  onReason,
  onSaid,
}: ResolveFormProps) {
  const [choice, setChoice] = useState<Choice | null>(null);
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
        onSaid();
        return refresh();
      },
      // Somebody was quicker, or the run is over: show what is the case now.
      onError: refresh,
    }),
  );
  if (!may) return <p>Saying what became of it needs the role {leastRole("runs.resolve")}.</p>;
  const send = () => {
    setAsked(true);
    if (choice !== null && reason.trim() !== "")
      resolve.mutate({ id: run, step, scope, outcome: choice, reason });
  };
  return (
    <form
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
            <Radio
              value="done"
              size="xs"
              label="It happened"
              description={isRunOver ? OVER : CHOICES.done.says}
            />
            <Radio
              value="failed"
              size="xs"
              label={isRunOver ? "It did not happen" : "It failed"}
              description={isRunOver ? OVER : CHOICES.failed.says}
            />
            {!isRunOver && (
              <Radio
                value="rerun"
                size="xs"
                label="Try again"
                description={
                  isWrite
                    ? `${CHOICES.rerun.says} If it did happen after all, it happens twice.`
                    : CHOICES.rerun.says
                }
              />
            )}
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
        {resolve.error !== null && <p role="alert">{readApiError(resolve.error).message}</p>}
        <div>
          <Button type="submit" size="xs" loading={resolve.isPending}>
            {choice === null || isRunOver ? "Say what became of it" : CHOICES[choice].button}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
