import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { readApiError } from "../../api/api-error.ts";
import { trpc } from "../../api/trpc.ts";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { SimulatedBadge } from "../../run/simulated-badge.tsx";
import { StateBadge } from "../../shell/state-badge.tsx";
import classes from "./alert-page.module.css";
import { touchWords } from "./touch-words.ts";
import { stateOfRun } from "../../run/state-of-run.ts";

const REFRESH_MS = 15_000;

export function AlertRuns({ id }: { id: string }) {
  const { data, error } = useQuery(trpc.alerts.runs.queryOptions({ id }, { refetchInterval: REFRESH_MS }));
  return (
    <section aria-labelledby="runs">
      <h2 id="runs" className={classes["heading"]}>
        Runs
      </h2>
      {error !== null && data === undefined && <p>{readApiError(error).message}</p>}
      {data?.length === 0 && <p className={classes["quiet"]}>No run has touched it or was started for it.</p>}
      {data !== undefined && data.length > 0 && (
        <ul className={classes["runs"]}>
          {data.map(({ run, did, named }) => (
            <li key={run.id}>
              <StateBadge state={stateOfRun({ state: run.state, steps: run.happening })} />
              <Anchor renderRoot={(props) => <Link to="/runs/$run" params={{ run: run.id }} {...props} />}>
                {run.playbook.name}
              </Anchor>
              {run.simulate && <SimulatedBadge />}
              <span className={classes["quiet"]}>
                {touchWords(did, named)} · <RelativeTime at={run.createdAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
