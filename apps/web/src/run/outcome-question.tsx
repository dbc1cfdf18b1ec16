import { Button, Group } from "@mantine/core";
import { useSessionStorage } from "@mantine/hooks";
import { RelativeTime } from "../shell/relative-time.tsx";
import { CopyText } from "./copy-text.tsx";
import classes from "./outcome-question.module.css";
import { resolutionWords } from "./resolution-words.ts";
import type { Resolution } from "./resolution-words.ts";
import { ResolveForm } from "./resolve-form.tsx";
import type { ResolveFormProps } from "./resolve-form.tsx";

interface OutcomeQuestionProps extends Omit<ResolveFormProps, "reason" | "onReason" | "onSaid"> {
  readonly question: "open" | "answered";
  readonly resolution: Resolution | null;
}

/** What became of a step that was lost in the middle: the question, then the answer. What was typed stays. */
export function OutcomeQuestion({ question, resolution, ...asked }: OutcomeQuestionProps) {
  const [reason, setReason, forget] = useSessionStorage({
    key: `riposte-reason ${asked.run} ${asked.step}`,
    defaultValue: "",
  });
  if (question === "open")
    return <ResolveForm {...asked} reason={reason} onReason={setReason} onSaid={forget} />;
  const unsent = reason.trim() === resolution?.reason ? "" : reason;
  if (resolution === null && unsent === "") return null;
  return (
    <section className={classes["settled"]} aria-label="What became of it" aria-live="polite">
      {resolution !== null && (
        <p>
          {resolutionWords(resolution)}, <RelativeTime at={resolution.at} ends /> {resolution.reason}
        </p>
      )}
      {unsent !== "" && (
        <>
          <p>It was settled before yours was sent: what you had written was not counted.</p>
          <blockquote className={classes["unsent"]}>{reason}</blockquote>
          <Group gap="sm">
            <CopyText text={reason} label="Copy what you wrote" />
            <Button size="compact-xs" variant="default" onClick={forget}>
              Throw it away
            </Button>
          </Group>
        </>
      )}
    </section>
  );
}
