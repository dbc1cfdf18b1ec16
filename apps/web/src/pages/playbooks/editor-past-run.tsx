import { CloseButton, Tooltip } from "@mantine/core";
import { compare } from "@riposte/draft";
import { useEffect, useMemo } from "react";
import type { ReactNode } from "react";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { useDraft } from "../../canvas/draft-store.ts";
import { counted } from "../../canvas/plain-line.ts";
import type { RunOnCanvas } from "../../canvas/run-on-canvas.ts";
import { chooseRun } from "../../panel/chosen-run.ts";
import type { RunOutline } from "../../run/run-data.ts";
import { SimulatedBadge } from "../../run/simulated-badge.tsx";
import { stateOfRun } from "../../run/state-of-run.ts";
import { TimeScrubber } from "../../run/time-scrubber.tsx";
import { useLiveRun } from "../../run/use-live-run.ts";
import { useRunOnGraph } from "../../run/use-run-on-graph.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { StateBadge } from "../../shell/state-badge.tsx";
import { partTested } from "../../trying/reach.ts";
import classes from "./editor-past-run.module.css";
import { EditorRerun } from "./editor-rerun.tsx";

interface EditorPastRunProps {
  readonly run: string;
  readonly onCanvas: (shown: RunOnCanvas | null) => void;
  readonly onClose: () => void;
  /** Another run in its place. */
  readonly onRun: (run: string) => void;
}

/** A run in the editor: what it did on the draft of now, back and forth in its time, and on from any step of it. */
export function EditorPastRun(props: EditorPastRunProps) {
  const { run, onClose } = props;
  const playbook = useDraft((draft) => draft.playbook.id);
  const { data: outline, error, refetch } = useLiveRun(run);
  // The fields show what the steps gave in it.
  useEffect(() => {
    chooseRun(playbook, run);
    return () => chooseRun(playbook, null);
  }, [playbook, run]);
  if (error !== null && outline === undefined) return <ErrorState error={error} retry={refetch} />;
  if (outline === undefined) return null;
  if (outline.run.playbook.id !== playbook)
    return (
      <Bar onClose={onClose}>
        Run {run} is one of {outline.run.playbook.name}, not of this playbook.
      </Bar>
    );
  return <Shown {...props} outline={outline} />;
}

function Shown({ outline, onCanvas, onClose, onRun }: EditorPastRunProps & { readonly outline: RunOutline }) {
  const { run, steps, isVersion } = outline;
  const { moments, at, setAt, onCanvas: shown } = useRunOnGraph(outline);
  useEffect(() => onCanvas(shown), [onCanvas, shown]);
  useEffect(() => () => onCanvas(null), [onCanvas]);
  return (
    <Bar onClose={onClose}>
      <span className={classes["about"]}>
        <StateBadge state={stateOfRun({ state: run.state, steps })} />
        <AnchorLink to="/runs/$run" params={{ run: run.id }}>
          {isVersion ? `Run of v${run.version}` : (partTested(outline) ?? "Test of the draft")}
        </AnchorLink>
        <RelativeTime at={run.createdAt} />
        {run.simulate && <SimulatedBadge />}
      </span>
      <Since outline={outline} />
      <span className={classes["time"]}>
        <TimeScrubber moments={moments} at={at} onAt={setAt} />
      </span>
      <EditorRerun outline={outline} onRun={onRun} />
    </Bar>
  );
}

/** What was drawn otherwise since: it is not what ran. */
function Since({ outline: { run, graph, isVersion } }: { readonly outline: RunOutline }) {
  const draft = useDraft((state) => state.graph);
  const playbook = useDraft((state) => state.playbook.id);
  const count = useMemo(() => {
    const { steps, edges } = compare(graph, draft);
    return steps.filter(({ change }) => change !== "moved").length + edges.length;
  }, [graph, draft]);
  if (count === 0) return null;
  const words = `${counted(count, "change")} since`;
  if (!isVersion) return <span>{words}</span>;
  const search = { from: String(run.version), to: "draft" };
  return (
    <AnchorLink to="/playbooks/$playbook/versions" params={{ playbook }} search={search as never}>
      {words}
    </AnchorLink>
  );
}

interface BarProps {
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Bar({ onClose, children }: BarProps) {
  return (
    <section className={classes["bar"]} aria-label="Run on the canvas">
      {children}
      <Tooltip label="The draft alone">
        <CloseButton size="sm" ml="auto" aria-label="Take the run off the canvas" onClick={onClose} />
      </Tooltip>
    </section>
  );
}
