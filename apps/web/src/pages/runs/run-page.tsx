import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useMemo } from "react";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { useFilters } from "../../address/use-filters.ts";
import { trpc } from "../../api/trpc.ts";
import { CancelRun } from "../../run/cancel-run.tsx";
import { Rerun } from "../../run/rerun.tsx";
import type { RunOutline } from "../../run/run-data.ts";
import { stepKey } from "../../run/run-data.ts";
import { RunFacts } from "../../run/run-facts.tsx";
import { RunStepPanel } from "../../run/run-step-panel.tsx";
import { RunTrouble } from "../../run/run-trouble.tsx";
import { linesOf, portsByNode, statesByNode } from "../../run/step-lines.ts";
import type { StepLine } from "../../run/step-lines.ts";
import { StepList } from "../../run/step-list.tsx";
import { useLiveRun } from "../../run/use-live-run.ts";
import { usePlacedGraph } from "../../run/use-placed-graph.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { useMay } from "../../shell/me.ts";
import { SimulatedBadge } from "../../run/simulated-badge.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { StateBadge } from "../../shell/state-badge.tsx";
import classes from "./run-page.module.css";

const RunCanvas = lazy(async () => ({ default: (await import("../../canvas/run-canvas.tsx")).RunCanvas }));

/** One run: its graph as it goes, every step, and all that is known of the one that is chosen. */
export function RunPage() {
  const { run: id } = useParams({ from: "/shell/runs/$run" });
  const { data: outline, error, refetch, connection } = useLiveRun(id);
  if (error !== null && outline === undefined) return <ErrorState error={error} retry={refetch} />;
  if (outline === undefined) return <Loading />;
  return <Run outline={outline} connection={connection} />;
}

type Connection = ReturnType<typeof useLiveRun>["connection"];

function Run({ outline, connection }: { readonly outline: RunOutline; readonly connection: Connection }) {
  const { run, steps, graph } = outline;
  const [filters, setFilters] = useFilters(["step", "turn", "only"]);
  const mayCancel = useMay("runs.cancel");
  const states = useMemo(() => statesByNode({ steps, graph }), [steps, graph]);
  const placed = usePlacedGraph(run.id, graph);
  const taken = useMemo(() => portsByNode(steps), [steps]);
  const lines = useMemo(() => linesOf(outline), [outline]);
  const key = stepKey({ step: filters.step, scope: filters.turn });
  const line = lines.find((each) => each.key === key) ?? null;
  const approvals = useQuery(trpc.approvals.list.queryOptions({ run: run.id, all: true }));
  const approval =
    approvals.data?.find(({ step, outcome }) => step === filters.step && outcome === null)?.id ?? null;
  const choose = (chosen: StepLine) => setFilters({ step: chosen.step, turn: chosen.scope });
  const chooseNode = (node: string | null) => {
    const chosen = lines.find((each) => each.step === node && each.record?.state === states[node]);
    setFilters({ step: chosen?.step ?? "", turn: chosen?.scope ?? "" });
  };

  return (
    <div className={classes["page"]}>
      <PageHeader
        title={run.playbook.name}
        tab={`Run of ${run.playbook.name}`}
        above={<AnchorLink to="/runs">Runs</AnchorLink>}
        about={
          <span className={classes["about"]}>
            <StateBadge state={run.state} />
            <span>
              {outline.isVersion ? `version ${run.version}` : "draft"}, <RelativeTime at={run.createdAt} />
            </span>
            {outline.simulate && <SimulatedBadge />}
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
        {mayCancel && !run.over && <CancelRun id={run.id} playbook={run.playbook.name} />}
        <Rerun outline={outline} />
      </PageHeader>
      <RunTrouble outline={outline} approvals={approvals.data ?? []} onShow={chooseNode} />
      <div className={classes["columns"]}>
        <div className={classes["steps"]}>
          <StepList
            outline={outline}
            selected={key}
            onSelect={choose}
            onlyFailed={filters.only === "failed"}
            onOnlyFailed={(only) => setFilters({ only: only ? "failed" : "" })}
          />
        </div>
        <div className={classes["canvas"]}>
          <Suspense fallback={<Loading label="Loading the graph" />}>
            {placed === null ? (
              <Loading label="Laying out the graph" />
            ) : (
              <RunCanvas
                graph={placed}
                states={states}
                taken={taken}
                selected={filters.step === "" ? null : filters.step}
                onSelect={chooseNode}
              />
            )}
          </Suspense>
        </div>
        <div className={classes["panel"]}>
          {line === null ? (
            <RunFacts outline={outline} />
          ) : (
            <RunStepPanel
              key={line.key}
              outline={outline}
              line={line}
              approval={approval}
              onClose={() => setFilters({ step: "", turn: "" })}
            />
          )}
        </div>
      </div>
    </div>
  );
}
