import { harmlessText } from "@riposte/plan/harmless-text";
import { useKept } from "../own/use-kept.ts";
import { RelativeTime } from "../shell/relative-time.tsx";
import classes from "./outcome-question.module.css";
import { resolutionWords } from "./resolution-words.ts";
import type { Resolution } from "./resolution-words.ts";
import { ResolveForm } from "./resolve-form.tsx";
import type { ResolveFormProps } from "./resolve-form.tsx";
import { UnsentText } from "./unsent-text.tsx";

interface OutcomeQuestionProps extends Omit<ResolveFormProps, "reason" | "onReason" | "onSaid"> {
  readonly question: "open" | "answered";
  readonly resolution: Resolution | null;
}

/** What became of a step that was lost in the middle: the question, then the answer. What was typed stays. */
export function OutcomeQuestion({ question, resolution, ...asked }: OutcomeQuestionProps) {
  const [reason, setReason, forget] = useKept(`reason.${asked.run} ${asked.step} ${asked.scope}`, "");
  if (question === "open")
    return (
      <ResolveForm key={asked.attempt} {...asked} reason={reason} onReason={setReason} onSaid={forget} />
    );
  const unsent = harmlessText(reason.trim()) === resolution?.reason ? "" : reason;
  if (resolution === null && unsent === "") return null;
  return (
    <section className={classes["settled"]} aria-label="What became of it" aria-live="polite">
      {resolution !== null && (
        <p>
          {resolutionWords(resolution)}, <RelativeTime at={resolution.at} ends /> {resolution.reason}
        </p>
      )}
      {unsent !== "" && <UnsentText text={reason} onForget={forget} />}
    </section>
  );
}
