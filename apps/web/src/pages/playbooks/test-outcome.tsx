import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { readApiError } from "../../api/api-error.ts";
import { queryClient, trpc } from "../../api/trpc.ts";
import { chooseRun } from "../../panel/chosen-run.ts";
import type { StepOutline } from "../../run/run-data.ts";
import { stateOfRun } from "../../run/state-of-run.ts";
import { useLiveRun } from "../../run/use-live-run.ts";
import { StateBadge } from "../../shell/state-badge.tsx";
import { partTested } from "../../trying/reach.ts";
import classes from "./editor-pages.module.css";
import { TestStanding } from "./test-standing.tsx";

interface TestOutcomeProps {
  readonly playbook: string;
  readonly run: string;
  /** Begun on this page, and not before it was loaded. */
  readonly isNew: boolean;
  readonly onForget: () => void;
}

/** What became of the last test. It says of what: something else may have been chosen to test since. */
export function TestOutcome({ playbook, run, isNew, onForget }: TestOutcomeProps) {
  const { data, error } = useLiveRun(run);
  const isOver = data?.run.over === true;
  const isOpen = data?.run.over === false;
  const isNews = useRef(isNew);
  useEffect(() => {
    if (isOpen) isNews.current = true;
  }, [isOpen]);
  // What the steps gave is what the fields of the panel show from now on.
  useEffect(() => {
    if (!isOver || !isNews.current) return;
    chooseRun(playbook, null);
    void queryClient.invalidateQueries(trpc.samples.pathFilter());
  }, [isOver, playbook]);
  const isGone = error !== null && readApiError(error).kind === "not_found";
  useEffect(() => {
    if (isGone) onForget();
  }, [isGone, onForget]);
  const shown = useRef<HTMLDivElement>(null);
  // As it begins and as it ends; on a small screen all of the editor scrolls.
  useEffect(() => {
    if (isNews.current && (isOpen || isOver)) shown.current?.scrollIntoView({ block: "nearest" });
  }, [isOpen, isOver]);
  return (
    <div ref={shown} className={classes["side"]}>
      <div className={classes["outcomeHead"]}>
        {data !== undefined && (
          <>
            <span>{partTested(data) ?? "Test of the draft"}</span>
            <StateBadge state={stateOfRun({ state: data.run.state, steps: data.steps })} />
          </>
        )}
        <Anchor
          underline="always"
          renderRoot={(props) => <Link to="/runs/$run" params={{ run }} {...props} />}
        >
          See what each step did
        </Anchor>
      </div>
      {data !== undefined && <TestStanding outline={data} />}
      {data !== undefined && data.run.failure !== null && !data.steps.some(isAtFault) && (
        <Text>{data.run.failure.message}</Text>
      )}
    </div>
  );
}

/** Then its failure stands at the step. */
function isAtFault({ failure, state }: StepOutline): boolean {
  return state === "failed" && failure !== null;
}
