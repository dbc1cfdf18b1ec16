import { harmlessText } from "@riposte/plan/harmless-text";
import { useState } from "react";
import { useKept } from "../own/use-kept.ts";
import { ChooseForm } from "./choose-form.tsx";
import type { ChooseFormProps, TypedChoice } from "./choose-form.tsx";
import classes from "./outcome-question.module.css";
import { UnsentText } from "./unsent-text.tsx";

interface ChooseQuestionProps extends Omit<ChooseFormProps, "typed" | "onTyped" | "onSaid" | "onRefused"> {
  readonly question: "open" | "answered";
  /** What is recorded of the answer that counts. */
  readonly note: string | null;
}

const NOTHING: TypedChoice = { choice: null, output: "", reason: "" };

/** What becomes of a step that failed and asks. Where another one was quicker, what was typed stays. */
export function ChooseQuestion({ question, note, ...asked }: ChooseQuestionProps) {
  const [typed, setTyped, forget] = useKept(`choice.${asked.run} ${asked.step} ${asked.scope}`, NOTHING);
  const [refused, setRefused] = useState("");
  const said = () => {
    forget();
    setRefused("");
  };
  if (question === "open") {
    return <ChooseForm {...asked} typed={typed} onTyped={setTyped} onSaid={said} onRefused={setRefused} />;
  }
  const unsent = unsentText(typed);
  // One's own answer may be in the run's story before the server says that it was taken.
  const isOwn = refused === "" && note?.includes(harmlessText(typed.reason.trim())) === true;
  if (unsent === "" || isOwn) return null;
  return (
    <section className={classes["settled"]} aria-label="What becomes of it" aria-live="polite">
      {refused !== "" && <p role="alert">{refused}</p>}
      <UnsentText text={unsent} onForget={forget} />
    </section>
  );
}

/** Who sends it gives a reason; an output alone may be the one that the form began with. */
function unsentText({ choice, output, reason }: TypedChoice): string {
  if (reason.trim() === "") return "";
  return choice === "skip" ? `${reason}\n\n${output}` : reason;
}
