import { Alert, Button, Progress } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { readApiError } from "../../api/api-error.ts";
import { trpc } from "../../api/trpc.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { useMay } from "../../shell/me.ts";
import { PageBody } from "../../shell/page-body.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import type { Backtest } from "./backtest-data.ts";
import classes from "./backtest-page.module.css";
import { BacktestTable } from "./backtest-table.tsx";
import { countWords, sortedEvents, standingWords, totalsOf } from "./backtest-words.ts";
import { RemoveBacktest } from "./remove-backtest.tsx";
import { useBacktest } from "./use-backtest.ts";

/** What a draft would have done in the place of past runs: a row for each that would have gone otherwise. */
export function BacktestPage() {
  const { backtest: id } = useParams({ from: "/shell/backtests/$backtest" });
  const { data, error, refetch } = useBacktest(id);
  if (data === undefined) {
    return error === null ? <Loading /> : <ErrorState error={error} retry={refetch} tab="Backtest" />;
  }
  return <Found backtest={data} />;
}

function Found({ backtest }: { readonly backtest: Backtest }) {
  const { id, playbook, revision, state, total, done, createdAt, events } = backtest;
  const mayWrite = useMay("playbooks.write");
  const { different, same, open } = sortedEvents(events);
  return (
    <>
      <PageHeader
        title={`Backtest of ${playbook.name}`}
        above={
          <AnchorLink to="/playbooks/$playbook" params={{ playbook: playbook.id }}>
            {playbook.name}
          </AnchorLink>
        }
        about={
          <>
            the draft at revision {revision}, <RelativeTime at={createdAt} />
          </>
        }
      >
        {mayWrite && state === "going" && <StopBacktest id={id} />}
        {mayWrite && <RemoveBacktest id={id} playbook={playbook} />}
      </PageHeader>
      <PageBody>
        {state === "going" && (
          <Progress value={(done / total) * 100} aria-label={`${done} of ${total} tried`} mb="sm" />
        )}
        <output className={classes["standing"]}>{standingWords(backtest)}</output>
        <Totals backtest={backtest} />
        <p className={classes["quiet"]}>
          Nothing was sent and nobody was asked: what a step would hear from outside is what the run recorded,
          and waits were not waited.
        </p>
        {different.length > 0 && (
          <BacktestTable id={id} label="Runs that would go otherwise" events={different} />
        )}
        {same.length > 0 && (
          <details className={classes["same"]}>
            <summary>{countWords(same.length, "run")} would go as before</summary>
            <BacktestTable id={id} label="Runs that would go as before" events={same} />
          </details>
        )}
        {open.length > 0 && (
          <p className={classes["quiet"]}>
            {countWords(open.length, "run")} {state === "going" ? "still to be tried" : "not tried"}
          </p>
        )}
      </PageBody>
    </>
  );
}

function Totals({ backtest: { events } }: { readonly backtest: Backtest }) {
  const { outcomes, steps, actions, errors, stopped } = totalsOf(events);
  const facts = [
    { name: "another outcome", count: outcomes },
    { name: "another way", count: steps },
    { name: "other actions sent", count: actions },
    { name: "other errors", count: errors },
    { name: "stopped on the way", count: stopped },
  ];
  return (
    <dl className={classes["totals"]} aria-label="Runs with">
      {facts.map(({ name, count }) => (
        <div key={name} data-none={count === 0 ? true : undefined}>
          <dt>{name}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  );
}

function StopBacktest({ id }: { readonly id: string }) {
  const cache = useQueryClient();
  const stop = useMutation(
    trpc.backtests.stop.mutationOptions({
      onSettled: () => cache.invalidateQueries(trpc.backtests.get.queryFilter({ id })),
    }),
  );
  return (
    <>
      {stop.error !== null && <Alert color="red">{readApiError(stop.error).message}</Alert>}
      <Button size="xs" variant="default" loading={stop.isPending} onClick={() => stop.mutate({ id })}>
        Stop
      </Button>
    </>
  );
}
