import { Button } from "@mantine/core";
import { IconSearchOff } from "@tabler/icons-react";
import { compare } from "@riposte/draft";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { AnchorLink } from "../../../address/anchor-link.tsx";
import { useFilters } from "../../../address/use-filters.ts";
import { trpc } from "../../../api/trpc.ts";
import { CompareCanvas } from "../../../canvas/compare/compare-canvas.tsx";
import { drawnTogether } from "../../../canvas/compare/drawn-together.ts";
import { useCatalogue } from "../../../canvas/use-catalogue.ts";
import { CopyText } from "../../../run/copy-text.tsx";
import { EmptyState } from "../../../shell/empty-state.tsx";
import { ErrorState } from "../../../shell/error-state.tsx";
import { Loading } from "../../../shell/loading.tsx";
import { PageHeader } from "../../../shell/page-header.tsx";
import { ChangeList } from "./change-list.tsx";
import { changesAsText, changesInWords } from "./changes-in-words.ts";
import { RestoreVersion } from "./restore-version.tsx";
import { scriptDifferences } from "./script-differences.ts";
import { SideChoice } from "./side-choice.tsx";
import { sidesOf, sideWords } from "./sides.ts";
import type { Sides } from "./sides.ts";
import { useSide } from "./use-side.ts";
import { VersionList } from "./version-list.tsx";
import classes from "./versions-page.module.css";

/** Others draw meanwhile. */
const LOOK_MS = 10_000;

/** What was published, and how any two versions, or the draft, differ: `?from=2&to=5`, `?to=5`, `?step=…`. */
export function VersionsPage() {
  const { playbook = "" } = useParams({ strict: false });
  const [filters, setFilters] = useFilters(["from", "to"]);
  const about = useQuery(
    trpc.playbooks.draft.queryOptions({ playbook }, { staleTime: 0, refetchInterval: LOOK_MS }),
  );
  const versions = useQuery(trpc.playbooks.versions.queryOptions({ playbook }, { staleTime: 0 }));
  const error = about.error ?? versions.error;
  if (error !== null)
    return (
      <ErrorState
        error={error}
        retry={() => Promise.all([about.refetch(), versions.refetch()])}
        tab="Versions"
      />
    );
  if (about.data === undefined || versions.data === undefined)
    return <Loading label="Reading the versions" />;
  const { id, name, publishedVersion } = about.data;
  const sides = sidesOf(filters, publishedVersion);
  const missing = [sides.to, sides.from].find(
    (side) => typeof side === "number" && !versions.data.some(({ version }) => version === side),
  );
  if (missing !== undefined && versions.isFetching) return <Loading label="Reading the versions" />;
  return (
    <div className={classes["page"]}>
      <PageHeader
        title={`Versions of ${name}`}
        above={<AnchorLink to="/playbooks">Playbooks</AnchorLink>}
        about={
          missing === undefined && (
            <SideChoice
              versions={versions.data}
              sides={sides}
              onChange={(chosen) => setFilters(chosen, { push: true })}
            />
          )
        }
      >
        {missing === undefined && typeof sides.to === "number" && (
          <RestoreVersion
            playbook={id}
            version={sides.to}
            revision={about.data.revision}
            showsDraft={sides.from === "draft"}
            onRestored={() => setFilters({ from: "", to: "draft" }, { push: true })}
          />
        )}
        <Button
          size="xs"
          renderRoot={(props) => <Link to="/playbooks/$playbook" params={{ playbook: id }} {...props} />}
        >
          Open the editor
        </Button>
      </PageHeader>
      <div className={classes["columns"]}>
        <VersionList playbook={id} versions={versions.data} to={sides.to} />
        {missing === undefined ? (
          <Compared key={`${sides.from} ${sides.to}`} playbook={id} sides={sides} />
        ) : (
          <EmptyState title={`${name} has no version ${missing}`} icon={IconSearchOff}>
            {versions.data.length === 0 ? "It was never published." : "Choose one of its versions."}
          </EmptyState>
        )}
      </div>
    </div>
  );
}

interface ComparedProps {
  readonly playbook: string;
  readonly sides: Sides;
}

function Compared({ playbook, sides }: ComparedProps) {
  const before = useSide(playbook, sides.from);
  const after = useSide(playbook, sides.to);
  const catalogue = useCatalogue();
  const [{ step }, setFilters] = useFilters(["step"]);
  const [old, now] = [before.data, after.data];
  const comparison = useMemo(
    () => (old === undefined || now === undefined ? null : compare(old.graph, now.graph)),
    [old, now],
  );
  const drawn = useMemo(
    () =>
      old === undefined || now === undefined || comparison === null
        ? null
        : drawnTogether(old.placed, now.placed, comparison),
    [old, now, comparison],
  );
  const error = before.error ?? after.error;
  if (error !== null) return <ErrorState error={error} />;
  if (old === undefined || now === undefined || comparison === null || drawn === null)
    return <Loading label="Comparing" />;
  const changes = changesInWords(comparison, { before: old.graph, after: now.graph }, catalogue);
  const scripts = scriptDifferences(old.scripts, now.scripts);
  const selected = drawn.graph.nodes.find(({ id, name }) => id === step || name === step)?.id ?? null;
  const select = (id: string | null) => setFilters({ step: id ?? "" });
  const isSame = comparison.steps.length + comparison.edges.length + scripts.length === 0;
  const words = `From ${sideWords(sides.from)} to ${sideWords(sides.to)}`;
  return (
    <>
      <div className={classes["canvas"]}>
        <CompareCanvas drawn={drawn} comparison={comparison} selected={selected} onSelect={select} />
      </div>
      <section className={classes["beside"]} aria-label={words}>
        <div className={classes["head"]}>
          <h2>{words}</h2>
          {!isSame && (
            <CopyText text={`${words}\n${changesAsText(changes)}`} label="Copy the changes as text" />
          )}
        </div>
        {isSame ? (
          <p className={classes["empty"]}>Nothing is different.</p>
        ) : (
          <ChangeList changes={changes} scripts={scripts} selected={selected} onSelect={select} />
        )}
      </section>
    </>
  );
}
