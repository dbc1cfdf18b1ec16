import { Table } from "@mantine/core";
import { harmlessText } from "@riposte/plan/harmless-text";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { FoldingTable } from "../../shell/folding-table.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import type { BacktestEvent, EventResult, ToldResult } from "./backtest-data.ts";
import classes from "./backtest-page.module.css";
import { stateWord } from "./backtest-words.ts";

const COLUMNS = [
  { title: "Event of", width: 300 },
  { title: "Outcome", width: 148 },
  { title: "Steps", width: 80 },
  { title: "Sent", width: 80 },
  { title: "What is different" },
];

interface BacktestTableProps {
  /** Of the backtest. */
  readonly id: string;
  readonly label: string;
  readonly events: readonly BacktestEvent[];
}

export function BacktestTable({ id, label, events }: BacktestTableProps) {
  return (
    <FoldingTable label={label} columns={COLUMNS}>
      {events.map(({ run, version, state, createdAt, eventLine, result }) => (
        <Table.Tr key={run}>
          <Table.Td>
            <AnchorLink to="/backtests/$backtest/$run" params={{ backtest: id, run }}>
              {eventLine === "" ? run : eventLine}
            </AnchorLink>
            <div className={classes["quiet"]}>
              version {version}, <RelativeTime at={createdAt} />
            </div>
          </Table.Td>
          <Table.Td data-beside>
            <Outcome before={state} result={result} />
          </Table.Td>
          <Table.Td data-beside data-label="steps">
            <Count of={result} what="steps" />
          </Table.Td>
          <Table.Td data-beside data-label="sent">
            <Count of={result} what="actions" />
          </Table.Td>
          <Table.Td>
            {result?.kind === "untold" && harmlessText(result.why)}
            {result?.kind === "told" && <Differences result={result} />}
          </Table.Td>
        </Table.Tr>
      ))}
    </FoldingTable>
  );
}

function Outcome({ before, result }: { readonly before: string; readonly result: EventResult | null }) {
  if (result?.kind !== "told") return stateWord(before);
  const { outcome } = result;
  if (outcome.before === outcome.after) return stateWord(outcome.after);
  return (
    <b>
      {stateWord(outcome.before)} → {stateWord(outcome.after)}
    </b>
  );
}

function Count({ of, what }: { readonly of: EventResult | null; readonly what: "steps" | "actions" }) {
  if (of?.kind !== "told") return null;
  return of[what] === 0 ? <span className={classes["quiet"]}>same</span> : <b>{of[what]} differ</b>;
}

function Differences({ result }: { readonly result: ToldResult }) {
  const { isEqual, stops, broken, errors, failure, differences, more } = result;
  if (isEqual) return <span className={classes["quiet"]}>nothing</span>;
  return (
    <ul className={classes["differences"]}>
      {stops.map(({ step, scope, label, why }) => (
        <li key={`${step} ${scope}`}>
          stops at <b>{label}</b>: {why}
        </li>
      ))}
      {broken !== null && <li>{broken}</li>}
      {errors > 0 && <li>{failure.after === null ? "no error any more" : harmlessText(failure.after)}</li>}
      {differences.map(({ step, scope, label, kind, before, after }) => (
        <li key={`${step} ${scope}`}>
          <b>{label}</b>{" "}
          {kind === "sent" ? "sends something else" : `${stateWord(before)} → ${stateWord(after)}`}
        </li>
      ))}
      {more > 0 && <li>and {more} more</li>}
    </ul>
  );
}
