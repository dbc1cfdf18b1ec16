import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { trpc } from "../../api/trpc.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { AlertFacts } from "./alert-facts.tsx";
import { AlertHistory } from "./alert-history.tsx";
import classes from "./alert-page.module.css";
import { AlertRuns } from "./alert-runs.tsx";
import { ChangeStatus } from "./change-status.tsx";
import { CommentForm } from "./comment-form.tsx";
import { Urgency } from "./urgency.tsx";

const REFRESH_MS = 15_000;

export function AlertPage() {
  const { alert: id = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    trpc.alerts.get.queryOptions({ id }, { refetchInterval: REFRESH_MS }),
  );
  const above = (
    <>
      <Anchor inherit renderRoot={(props) => <Link to="/alerts" {...props} />}>
        Alerts
      </Anchor>{" "}
      / {data?.short_id ?? id}
    </>
  );
  if (data === undefined) {
    return (
      <>
        <PageHeader title={id} above={above} />
        {error === null ? <Loading /> : <ErrorState error={error} retry={refetch} />}
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={data.title}
        tab={data.short_id}
        above={above}
        about={<Urgency urgency={data.urgency} />}
      >
        <ChangeStatus id={data.uuid} name={data.short_id} status={data.status.name} />
      </PageHeader>
      <div className={classes["columns"]}>
        <div className={classes["column"]}>
          <p className={classes["details"]}>{data.details}</p>
          <AlertFacts alert={data} />
          <AlertRuns id={data.uuid} />
        </div>
        <section className={classes["column"]} aria-labelledby="history">
          <h2 id="history" className={classes["heading"]}>
            History
          </h2>
          <CommentForm id={data.uuid} />
          <AlertHistory alert={data} />
        </section>
      </div>
    </>
  );
}
