import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useMemo } from "react";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { useFilters } from "../../address/use-filters.ts";
import { trpc } from "../../api/trpc.ts";
import { useKeptTexts } from "../../panel/script/use-kept-texts.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import classes from "./ran-script-page.module.css";

const PythonEditor = lazy(async () => ({
  default: (await import("../../panel/script/python-editor.tsx")).PythonEditor,
}));

/** The script of a step as it ran, to be read; `?line=12` shows that line. */
export function RanScriptPage() {
  const { run, step } = useParams({ from: "/shell/runs/$run/scripts/$step" });
  const texts = useKeptTexts();
  const [{ line }] = useFilters(["line"]);
  const { data, error, refetch } = useQuery(
    trpc.runs.script.queryOptions({ id: run, step }, { staleTime: Infinity }),
  );
  const wanted = /^[1-9]\d{0,6}$/.test(line) ? Number(line) : null;
  const shown = useMemo(() => (wanted === null ? null : { line: wanted }), [wanted]);
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
          <Suspense fallback={<Loading label="Loading the editor" />}>
            <PythonEditor
              texts={texts}
              at={0}
              python=""
              language={null}
              source={source}
              generation={0}
              isReadOnly
              shown={shown}
              onChange={nothing}
              onSave={nothing}
              onRun={nothing}
              onLeave={nothing}
            />
          </Suspense>
        </section>
      </div>
    </>
  );
}

/** It is there to be read. */
function nothing() {}
