import { Group } from "@mantine/core";
import { useMay } from "../shell/me.ts";
import { CancelRun } from "./cancel-run.tsx";
import { PauseRun, ResumeRun } from "./hold-run.tsx";
import { scopeWords } from "./iterations.ts";
import { OpenInEditor } from "./open-in-editor.tsx";
import { Rerun } from "./rerun.tsx";
import type { RunOutline } from "./run-data.ts";
import { TerminateRun } from "./terminate-run.tsx";

interface RunActionsProps {
  readonly outline: RunOutline;
  /** The chosen one; empty: none. */
  readonly step: string;
}

/** What can be done with a run as it stands. */
export function RunActions({ outline, step }: RunActionsProps) {
  const { run, steps, graph } = outline;
  const mayCancel = useMay("runs.cancel");
  const mayPause = useMay("runs.pause");
  const mayTerminate = useMay("runs.terminate");
  return (
    <Group gap={8}>
      {mayPause && run.state === "paused" && <ResumeRun id={run.id} />}
      {mayPause && (run.state === "running" || run.state === "waiting") && (
        <PauseRun id={run.id} playbook={run.playbook.name} />
      )}
      {mayCancel && !run.over && (
        <CancelRun
          id={run.id}
          playbook={run.playbook.name}
          unknown={steps
            .filter(({ state }) => state === "unknown")
            .map(({ label, scope }) =>
              scope === "" ? label : `${label} (${scopeWords(scope, graph.nodes)})`,
            )}
        />
      )}
      {mayTerminate && !run.over && run.state !== "queued" && <TerminateRun outline={outline} />}
      <OpenInEditor outline={outline} step={step} />
      <Rerun outline={outline} />
    </Group>
  );
}
