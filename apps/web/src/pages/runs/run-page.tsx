import { Button, Text } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { useFilters } from "../../address/use-filters.ts";
import { inIteration } from "../../run/in-iteration.ts";
import { scopeWords } from "../../run/iterations.ts";
import { openingLine } from "../../run/opening-line.ts";
import { RunActions } from "../../run/run-actions.tsx";
import type { RunOutline } from "../../run/run-data.ts";
import { stepKey } from "../../run/run-data.ts";
import { RunFacts } from "../../run/run-facts.tsx";
import { RunStepPanel } from "../../run/run-step-panel.tsx";
import { RunTrouble } from "../../run/run-trouble.tsx";
import { stateOfRun } from "../../run/state-of-run.ts";
import { linesOf, shownState } from "../../run/step-lines.ts";
import type { StepLine } from "../../run/step-lines.ts";
import { StepList } from "../../run/step-list.tsx";
import { useLiveRun } from "../../run/use-live-run.ts";
import { TimeScrubber } from "../../run/time-scrubber.tsx";
import { useRunApprovals } from "../../run/use-run-approvals.ts";
import { useRunOnGraph } from "../../run/use-run-on-graph.ts";
import { usePlacedGraph } from "../../run/use-placed-graph.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { SimulatedBadge } from "../../run/simulated-badge.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { StateBadge } from "../../shell/state-badge.tsx";
import { partTested } from "../../trying/reach.ts";
import classes from "./run-page.module.css";

const RunCanvas = lazy(async () => ({ default: (await import("../../canvas/run-canvas.tsx")).RunCanvas }));

/** One run: its graph as it goes, every step, and all that is known of the one that is chosen. */
export function RunPage() {
  const { run: id } = useParams({ from: "/shell/runs/$run" });
  const { data: outline, error, refetch, connection } = useLiveRun(id);
  if (error !== null && outline === undefined)
    return <ErrorState error={error} retry={refetch} tab={`Run ${id}`} />;
  if (outline === undefined) return <Loading />;
  return <Run key={id} outline={outline} connection={connection} />;
}

/** There the panel is out of sight when a step is chosen in the graph; see the style sheet. */
const IS_STACKED = "(max-width: 800px)";

type Connection = ReturnType<typeof useLiveRun>["connection"];

/** A link may name a step by its name in templates, as the editor's address does. */
function idOf(step: string, { graph }: Pick<RunOutline, "graph">): string {
  return graph?.nodes.find(({ name }) => name === step)?.id ?? step;
}

function Run({ outline, connection }: { readonly outline: RunOutline; readonly connection: Connection }) {
  const { run, steps, graph } = outline;
  const [filters, setFilters] = useFilters(["step", "turn", "only"]);
  const { moments, at, setAt, seen, progress, onCanvas } = useRunOnGraph(outline, filters.turn);
  const { states } = onCanvas;
  const placed = usePlacedGraph(run.id, graph);
  const lines = useMemo(() => linesOf(outline), [outline]);
  const [opening] = useState(() => (filters.step === "" ? openingLine(lines, run) : null));
  const [isOpen, setOpen] = useState(opening === null);
  // From here on the address says it: who closes the step has it closed.
  useEffect(() => {
    if (opening !== null) setFilters({ step: opening.step, turn: opening.scope });
    setOpen(true);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, as the page opens
  }, []);
  const shown = isOpen
    ? { step: idOf(filters.step, outline), scope: filters.turn }
    : { step: opening?.step ?? "", scope: opening?.scope ?? "" };
  const key = stepKey(shown);
  const line = lines.find((each) => each.key === key) ?? null;
  const approvals = useRunApprovals(outline);
  const approval =
    approvals.data?.find(({ step, scope }) => step === shown.step && scope === shown.scope) ?? null;
  const choose = (chosen: StepLine) => setFilters({ step: chosen.step, turn: chosen.scope });
  const panel = useRef<HTMLDivElement>(null);
  const chooseNode = (node: string | null, scope?: string) => {
    const ofNode = lines.filter((each) => each.step === node);
    const near = scope === undefined ? inIteration(ofNode, filters.turn) : ofNode;
    const chosen =
      near.find((each) =>
        scope === undefined ? shownState(each, run) === states[node ?? ""] : each.scope === scope,
      ) ?? near[0];
    setFilters({ step: chosen?.step ?? "", turn: chosen?.scope ?? "" });
    if (chosen !== undefined && matchMedia(IS_STACKED).matches) panel.current?.scrollIntoView();
  };

  return (
    <div className={classes["page"]}>
      <PageHeader
        title={run.playbook.name}
        tab={`Run of ${run.playbook.name}`}
        above={<AnchorLink to="/runs">Runs</AnchorLink>}
        about={
          <span className={classes["about"]}>
            <StateBadge state={stateOfRun({ state: run.state, steps })} />
            <span>
              {outline.isVersion ? `version ${run.version}` : (partTested(outline) ?? "draft")},{" "}
              <RelativeTime at={run.createdAt} />
            </span>
            {run.simulate && <SimulatedBadge />}
            {outline.rerunOf !== null && (
              <AnchorLink to="/runs/$run" params={{ run: outline.rerunOf }}>
                rerun of an earlier run
              </AnchorLink>
            )}
            {connection === "away" && (
              <Text span size="xs">
                Reconnecting…
              </Text>
            )}
          </span>
        }
      >
        <RunActions outline={outline} step={shown.step} />
      </PageHeader>
      <RunTrouble outline={outline} approvals={approvals.data ?? []} onShow={chooseNode} />
      <div className={classes["columns"]}>
        <div className={classes["steps"]}>
          <StepList
            outline={seen}
            selected={key}
            onSelect={choose}
            onlyFailed={filters.only === "failed"}
            onOnlyFailed={(only) => setFilters({ only: only ? "failed" : "" }, { push: true })}
          />
        </div>
        <div className={classes["canvas"]}>
          <div className={classes["time"]}>
            <TimeScrubber moments={moments} at={at} onAt={setAt} />
            {filters.turn !== "" && (
              <span className={classes["iteration"]}>
                {scopeWords(filters.turn, graph.nodes)}
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => setFilters({ step: "", turn: "" })}
                >
                  All iterations
                </Button>
              </span>
            )}
          </div>
          <Suspense fallback={<Loading label="Loading the graph" />}>
            {placed === null ? (
              <Loading label="Laying out the graph" />
            ) : (
              <RunCanvas
                graph={placed}
                {...onCanvas}
                selected={shown.step === "" ? null : shown.step}
                onSelect={(node) => chooseNode(node)}
              />
            )}
          </Suspense>
        </div>
        <div ref={panel} className={classes["panel"]}>
          {line === null ? (
            <RunFacts outline={outline} />
          ) : (
            <RunStepPanel
              key={line.step}
              outline={outline}
              line={line}
              approval={approval}
              progress={progress[line.step] ?? null}
              onSelect={choose}
              onClose={() => setFilters({ step: "", turn: "" })}
            />
          )}
        </div>
      </div>
    </div>
  );
}
