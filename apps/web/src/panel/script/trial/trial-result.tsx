import { Text } from "@mantine/core";
import { decodeData } from "@riposte/template/decode-data";
import { useMemo } from "react";
import { exitWords } from "../../../run/exit-words.ts";
import { byteWords } from "../../../run/value/byte-words.ts";
import { ValueTree } from "../../../run/value/value-tree.tsx";
import { durationWords } from "../../../shell/time-words.ts";
import { ScriptLog } from "../script-log.tsx";
import type { Trial } from "./run-trial.ts";
import classes from "./trial.module.css";

interface TrialResultProps {
  readonly trial: Trial;
  readonly onLine: (line: number) => void;
}

/** How a trial goes: what it printed so far, what it gave, and what it needed. */
export function TrialResult({ trial, onLine }: TrialResultProps) {
  const { log, output, failure, exitCode, durationMs, peakBytes } = trial;
  return (
    <>
      <p className={classes["facts"]} style={{ margin: 0 }} aria-live="polite">
        <strong>{stateWords(trial)}</strong>
        {exitCode !== null && <span>{codeWords(exitCode)}</span>}
        {durationMs !== null && <span>took {durationWords(durationMs)}</span>}
        {peakBytes !== null && <span>needed {byteWords(peakBytes)} of memory at most</span>}
      </p>
      {failure !== null && <p className={classes["bad"]}>{failure.message}</p>}
      {output !== null && <Result json={output.json} preview={output.preview} bytes={output.bytes} />}
      {log !== "" && (
        <div>
          <h3 className={classes["heading"]}>Log</h3>
          <ScriptLog text={log} label="Log of the trial" lead={{ kind: "here", show: onLine }} />
        </div>
      )}
    </>
  );
}

interface ResultProps {
  readonly json: string | null;
  readonly preview: string;
  readonly bytes: number;
}

function Result({ json, preview, bytes }: ResultProps) {
  const data = useMemo(() => (json === null ? undefined : decodeData(json)), [json]);
  return (
    <div>
      <h3 className={classes["heading"]}>Result</h3>
      {data === undefined ? (
        <Text size="xs" c="dimmed">
          {byteWords(bytes)}, too large to be shown here; it begins with <code>{preview}</code>
        </Text>
      ) : (
        <ValueTree value={data} path="" label="Result" />
      )}
    </div>
  );
}

function stateWords({ state, stopRequested, outcome, failure }: Trial): string {
  if (state === "waiting") return "Waits for what runs scripts";
  if (state === "running") return stopRequested ? "Stopping" : "Running";
  if (outcome === "done") return "Done";
  if (outcome === "unknown") return "Unknown outcome";
  return failure?.code === "cancelled" ? "Stopped" : "Failed";
}

function codeWords(code: number): string {
  return code > 128 ? `exit code ${code}: ${exitWords(code)}` : `exit code ${code}`;
}
