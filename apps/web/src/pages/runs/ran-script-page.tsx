import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { useFilters } from "../../address/use-filters.ts";
import { trpc } from "../../api/trpc.ts";
import { ScriptToRead } from "../../panel/script/script-to-read.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import classes from "./ran-script-page.module.css";

/** The script of a step as it ran, to be read; `?line=12` shows that line. */
export function RanScriptPage() {
  const { run, step } = useParams({ from: "/shell/runs/$run/scripts/$step" });
  const [{ line }] = useFilters(["line"]);
  const { data, error, refetch } = useQuery(
    trpc.runs.script.queryOptions({ id: run, step }, { staleTime: Infinity }),
  );
  const wanted = /^[1-9]\d{0,6}$/.test(line) ? Number(line) : null;
  if (error !== null && data === undefined) return <ErrorState error={error} retry={refetch} tab="Script" />;
  if (data === undefined) return <Loading />;
  const { action, version, source, newest } = data;
  const above = (
    <>
      <AnchorLink inherit to="/runs/$run" params={{ run }} search={{ step }}>
        {data.step}
      </AnchorLink>{" "}
      / {action}
    </>
  );
  return (
    <>
      <PageHeader title={`${action.replace(/^script\./, "")}, version ${version}`} above={above} />
      <div className={classes["page"]}>
        <Text>
          As the step ran it{wanted === null ? "" : `, at line ${wanted}`}.{" "}
          {newest === null ? (
            "Its action was deleted since."
          ) : newest === version ? (
            <AnchorLink to="/actions/$action" params={{ action }}>
              Edit the action
            </AnchorLink>
          ) : (
            <>
              Version {newest} is the newest:{" "}
              <AnchorLink to="/actions/$action" params={{ action }}>
                Edit the action
              </AnchorLink>
            </>
          )}
        </Text>
        <section className={classes["source"]} aria-label="Source">
          <ScriptToRead source={source} line={wanted} />
        </section>
      </div>
    </>
  );
}
