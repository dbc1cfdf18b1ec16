import { Table } from "@mantine/core";
import { harmlessText } from "@riposte/plan/harmless-text";
import { Link } from "@tanstack/react-router";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { happeningWords } from "../../run/happening-words.ts";
import { plainSentence } from "../../run/plain-message.ts";
import type { ListedRun } from "../../run/run-data.ts";
import { SimulatedBadge } from "../../run/simulated-badge.tsx";
import { stateOfRun } from "../../run/state-of-run.ts";
import { FoldingTable } from "../../shell/folding-table.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { StateBadge } from "../../shell/state-badge.tsx";
import { TimedText } from "../../shell/timed-text.tsx";
import { durationWords } from "../../shell/time-words.ts";
import classes from "./run-table.module.css";

const COLUMNS = [
  { title: "State", width: 176 },
  { title: "Playbook" },
  { title: "What happened" },
  { title: "Accepted", width: 108 },
  { title: "Took", width: 96 },
];

export function RunTable({ runs }: { readonly runs: readonly ListedRun[] }) {
  return (
    <FoldingTable label="Runs" columns={COLUMNS}>
      {runs.map((run) => (
        <Row key={run.id} run={run} />
      ))}
    </FoldingTable>
  );
}

function Row({ run }: { readonly run: ListedRun }) {
  const { id, playbook, version, createdAt, simulate, eventLine, unknownOutcomes, startedByRun } = run;
  const state = stateOfRun({ state: run.state, steps: run.happening });
  const took = tookWords(run);
  return (
    <Table.Tr className={classes["row"]}>
      <Table.Td>
        <StateBadge state={state} />
        {unknownOutcomes > 0 && state !== "unknown" && (
          <div>
            <StateBadge state="unknown" />
          </div>
        )}
      </Table.Td>
      <Table.Td>
        <Link to="/runs/$run" params={{ run: id }} className={classes["link"]}>
          {playbook.name}
        </Link>
        <span className={classes["version"]}>
          {version > 0 ? ` version ${version}` : " test of the draft"}
        </span>
        {simulate && (
          <>
            {" "}
            <SimulatedBadge />
          </>
        )}
        {startedByRun !== null && (
          <div className={classes["event"]}>
            {startedByRun.kind === "child" ? "Called by " : "After the failure of "}
            <AnchorLink to="/runs/$run" params={{ run: startedByRun.run }}>
              {startedByRun.playbook}
            </AnchorLink>
          </div>
        )}
        {run.rerunOf !== null && (
          <div className={classes["event"]}>
            rerun of{" "}
            <AnchorLink to="/runs/$run" params={{ run: run.rerunOf }}>
              an earlier run
            </AnchorLink>
          </div>
        )}
        {run.reruns > 0 && (
          <div className={classes["event"]}>
            {run.reruns === 1 ? "rerun once" : `rerun ${run.reruns} times`}
          </div>
        )}
        {eventLine !== "" && <div className={classes["event"]}>{eventLine}</div>}
      </Table.Td>
      <Table.Td>
        <What run={run} />
      </Table.Td>
      <Table.Td data-beside>
        <RelativeTime at={createdAt} />
      </Table.Td>
      <Table.Td data-beside {...(took === "" ? {} : { "data-label": "took" })}>
        {took}
      </Table.Td>
    </Table.Tr>
  );
}

/** Why it ended as it did, or what it does now. */
function What({ run }: { readonly run: ListedRun }) {
  const { failure, happening, waits, heldReason, skippedReason } = run;
  const why = heldReason === null ? (waits ?? skippedReason) : `Held: ${heldReason}`;
  const now = why === null ? happening.map(happeningWords) : [harmlessText(why)];
  const words = failure === null ? now : [harmlessText(plainSentence(failure.message))];
  if (words.length === 0) return null;
  return (
    <div className={classes["what"]}>
      {words.map((line) => (
        <div key={line}>
          <TimedText>{line}</TimedText>
        </div>
      ))}
    </div>
  );
}

function tookWords({ startedAt, finishedAt }: ListedRun): string {
  if (startedAt === null || finishedAt === null) return "";
  return durationWords(Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)));
}
