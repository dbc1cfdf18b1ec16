import { harmlessText } from "@riposte/plan/harmless-text";
import { prettyJson } from "../../panel/fields/literal.ts";
import { scopeWords } from "../../run/iterations.ts";
import type { RunOutline } from "../../run/run-data.ts";
import { diffLines } from "../../shell/line-diff.ts";
import { LineDiff } from "../../shell/line-diff.tsx";
import type { Difference, EventStory } from "./backtest-data.ts";
import classes from "./backtest-event-page.module.css";
import { stateWord } from "./backtest-words.ts";

interface EventDifferencesProps {
  readonly result: EventStory["result"];
  readonly steps: EventStory["steps"];
  readonly graph: RunOutline["graph"];
  readonly onChoose: (step: string, scope: string) => void;
}

/** Step by step: what it would have done otherwise, and what it would have sent. */
export function EventDifferences({ result, steps, graph, onChoose }: EventDifferencesProps) {
  if (result === null) return <p>It has not been tried yet.</p>;
  if (result.kind === "untold") return <p>{harmlessText(result.why)}</p>;
  const { isEqual, stops, broken, failure, errors, differences, more } = result;
  const place = (label: string, scope: string) =>
    scope === "" ? label : `${label} (${scopeWords(scope, graph.nodes)})`;
  return (
    <>
      <h2 className={classes["heading"]}>{isEqual ? "Nothing is different" : "What is different"}</h2>
      <ul className={classes["list"]}>
        {stops.map(({ step, scope, label, why }) => (
          <li key={`stop ${step} ${scope}`}>
            The backtest stops at{" "}
            <Choice label={place(label, scope)} onChoose={() => onChoose(step, scope)} />: {why}.
          </li>
        ))}
        {broken !== null && <li>{broken}</li>}
        {errors > 0 && (
          <li>
            {failure.before !== null && <p>The run failed: {harmlessText(failure.before)}</p>}
            <p>
              {failure.after === null
                ? "The draft does not fail."
                : `The draft fails: ${harmlessText(failure.after)}`}
            </p>
          </li>
        )}
        {differences.map((each) => (
          <li key={`${each.step} ${each.scope}`}>
            <Choice label={place(each.label, each.scope)} onChoose={() => onChoose(each.step, each.scope)} />{" "}
            {wayWords(each)}
            <SentBeside difference={each} />
          </li>
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ul>
      {steps.length === 0 && <p>No step of the draft was taken.</p>}
    </>
  );
}

function Choice({ label, onChoose }: { readonly label: string; readonly onChoose: () => void }) {
  return (
    <button type="button" className={classes["choice"]} onClick={onChoose}>
      {label}
    </button>
  );
}

function wayWords({ kind, before, after }: Difference): string {
  if (kind === "sent") return "sends something else";
  const port = (side: Difference["before"]) =>
    side?.port === null || side?.port === undefined ? "" : `, ${side.port}`;
  return `${stateWord(before?.state ?? null)}${port(before)} → ${stateWord(after?.state ?? null)}${port(after)}`;
}

function SentBeside({ difference: { label, before, after } }: { readonly difference: Difference }) {
  const [was, is] = [textOf(before), textOf(after)];
  if (was === is) return null;
  return <LineDiff lines={diffLines(was, is)} label={`What ${label} sends, before and now`} />;
}

function textOf(side: Difference["before"]): string {
  const sent = side?.sent ?? null;
  if (sent === null) return "";
  const value = sent.value ?? { text: "", isWhole: true };
  return `${sent.what}\n${value.isWhole && value.text !== "" ? prettyJson(value.text) : `${value.text}…`}\n`;
}
