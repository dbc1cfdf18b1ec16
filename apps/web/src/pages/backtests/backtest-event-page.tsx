import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useMemo } from "react";
import type { ReactNode } from "react";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { useFilters } from "../../address/use-filters.ts";
import { trpc } from "../../api/trpc.ts";
import type { ShownState } from "../../canvas/flow-types.ts";
import type { RunOutline } from "../../run/run-data.ts";
import { portsByNode, statesByNode } from "../../run/step-lines.ts";
import { usePlacedGraph } from "../../run/use-placed-graph.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import type { EventStory } from "./backtest-data.ts";
import classes from "./backtest-event-page.module.css";
import { stateWord } from "./backtest-words.ts";
import { EventDifferences } from "./event-differences.tsx";
import { TriedStepFacts } from "./tried-step-facts.tsx";

const RunCanvas = lazy(async () => ({ default: (await import("../../canvas/run-canvas.tsx")).RunCanvas }));

/** One event of a backtest: what ran, and beside it what the draft would have done. */
export function BacktestEventPage() {
  const { backtest, run } = useParams({ from: "/shell/backtests/$backtest/$run" });
  const story = useQuery(trpc.backtests.event.queryOptions({ id: backtest, run }));
  const outline = useQuery(trpc.runs.outline.queryOptions({ id: run }));
  const error = story.error ?? outline.error;
  if (error !== null) {
    const retry = () => Promise.all([story.refetch(), outline.refetch()]);
    return <ErrorState error={error} retry={retry} tab="Backtest" />;
  }
  if (story.data === undefined || outline.data === undefined) return <Loading />;
  return <Beside key={run} backtest={backtest} story={story.data} outline={outline.data} />;
}

interface BesideProps {
  readonly backtest: string;
  readonly story: EventStory;
  readonly outline: RunOutline;
}

function Beside({ backtest, story, outline }: BesideProps) {
  const [{ step, turn }, setFilters] = useFilters(["step", "turn"]);
  const choose = (id: string | null, scope = "") => setFilters({ step: id ?? "", turn: scope });
  const { result, run, version } = story;
  const chosen =
    story.steps.find((each) => each.step === step && each.scope === turn) ??
    story.steps.find((each) => each.step === step) ??
    null;
  const after = result?.kind === "told" ? result.outcome.after : null;
  const selected = step === "" ? null : step;
  return (
    <div className={classes["page"]}>
      <PageHeader
        title={`${outline.run.playbook.name}, one event`}
        tab="Backtest"
        above={
          <AnchorLink to="/backtests/$backtest" params={{ backtest }}>
            Backtest
          </AnchorLink>
        }
        about={
          <>
            <AnchorLink to="/runs/$run" params={{ run }}>
              {run}
            </AnchorLink>
            , <RelativeTime at={story.createdAt} />
          </>
        }
      />
      <div className={classes["columns"]}>
        <Side title={`Version ${version} ran: ${stateWord(story.state)}`}>
          <Drawing
            id={run}
            label={`What version ${version} did`}
            graph={outline.graph}
            steps={outline.steps}
            selected={selected}
            onSelect={choose}
          />
        </Side>
        <Side title={`The draft would: ${after === null ? "not told" : stateWord(after)}`}>
          <Drawing
            id={`${backtest} ${run}`}
            label="What the draft would have done"
            graph={story.graph}
            steps={stepsAtStops(story)}
            selected={selected}
            onSelect={choose}
          />
        </Side>
        <section className={classes["beside"]} aria-label="What is different">
          <EventDifferences result={result} steps={story.steps} graph={story.graph} onChoose={choose} />
          {chosen !== null && <TriedStepFacts step={chosen} run={run} />}
        </section>
      </div>
    </div>
  );
}

/** Where the record does not say what would have come, nobody can tell. */
function stepsAtStops({ result, steps }: EventStory): EventStory["steps"] {
  const stops = result?.kind === "told" ? result.stops : [];
  return steps.map((each) =>
    stops.some(({ step, scope }) => step === each.step && scope === each.scope)
      ? { ...each, state: "unknown" as const }
      : each,
  );
}

function Side({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes["side"]} aria-label={title}>
      <h2 className={classes["heading"]}>{title}</h2>
      <Suspense fallback={<Loading label="Loading the graph" />}>{children}</Suspense>
    </section>
  );
}

interface DrawingProps {
  readonly id: string;
  readonly label: string;
  readonly graph: RunOutline["graph"];
  readonly steps: Parameters<typeof portsByNode>[0];
  readonly selected: string | null;
  readonly onSelect: (step: string | null) => void;
}

const OVER = { over: true, startedAt: "" } as const;

function Drawing({ id, label, graph, steps, selected, onSelect }: DrawingProps) {
  const placed = usePlacedGraph(id, graph);
  const states = useMemo(
    (): Record<string, ShownState> => statesByNode({ run: OVER, steps, graph }),
    [steps, graph],
  );
  const taken = useMemo(() => portsByNode(steps), [steps]);
  if (placed === null) return <Loading label="Laying out the graph" />;
  const there = placed.nodes.some((node) => node.id === selected) ? selected : null;
  return (
    <div className={classes["canvas"]}>
      <RunCanvas
        graph={placed}
        label={label}
        states={states}
        taken={taken}
        selected={there}
        onSelect={onSelect}
      />
    </div>
  );
}
