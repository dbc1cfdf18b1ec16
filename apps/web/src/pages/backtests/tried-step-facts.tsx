import { harmlessText } from "@riposte/plan/harmless-text";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { prettyJson } from "../../panel/fields/literal.ts";
import type { TriedStep } from "./backtest-data.ts";
import classes from "./backtest-event-page.module.css";
import { givenWords, stateWord } from "./backtest-words.ts";

/** What the draft did at one step. */
export function TriedStepFacts({ step, run }: { readonly step: TriedStep; readonly run: string }) {
  const { label, state, note, failure, input, output } = step;
  const words = [givenWords(step), failure ?? note].flatMap((line) => (line === null ? [] : [line]));
  const search = { step: step.step, ...(step.scope === "" ? {} : { turn: step.scope }) } as never;
  return (
    <section aria-label={label}>
      <h2 className={classes["heading"]}>
        {label}: {stateWord(state)}
      </h2>
      {words.map((line) => (
        <p key={line}>{harmlessText(line)}</p>
      ))}
      <Value name="It gets" value={input} />
      <Value name="It gives" value={output} />
      <AnchorLink to="/runs/$run" params={{ run }} search={search}>
        What it did in the run
      </AnchorLink>
    </section>
  );
}

function Value({ name, value }: { readonly name: string; readonly value: TriedStep["input"] }) {
  if (value === null) return null;
  return (
    <>
      <h3 className={classes["heading"]}>{name}</h3>
      <pre className={classes["value"]}>
        {harmlessText(value.isWhole ? prettyJson(value.text) : `${value.text}… (its beginning)`)}
      </pre>
    </>
  );
}
