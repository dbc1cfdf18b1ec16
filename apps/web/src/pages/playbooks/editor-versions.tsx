import { Button } from "@mantine/core";
import { actorWords } from "@riposte/plan/actor-words";
import { compare, diff } from "@riposte/draft";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { trpc } from "../../api/trpc.ts";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { useDraft } from "../../canvas/draft-store.ts";
import { useCatalogue } from "../../canvas/use-catalogue.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { tellDone } from "../../shell/tell.tsx";
import classes from "./editor-pages.module.css";
import { ChangeList } from "./versions/change-list.tsx";
import { changesInWords } from "./versions/changes-in-words.ts";

/** What was published, and how the draft differs from it. */
export function EditorVersions() {
  const { id: playbook, publishedVersion } = useDraft((draft) => draft.playbook);
  const [picked, setPicked] = useState<number | null>(publishedVersion);
  // A new version is a new question.
  const { data, error, refetch } = useQuery(
    trpc.playbooks.versions.queryOptions({ playbook }, { staleTime: 0 }),
  );
  if (error !== null && data === undefined) return <ErrorState error={error} retry={refetch} />;
  if (data === undefined) return <Loading rows={4} />;
  if (data.length === 0)
    return (
      <p className={classes["empty"]}>
        Nothing is published yet. Each time you publish, a version stays here.
      </p>
    );
  return (
    <div className={classes["split"]}>
      <ul className={classes["list"]} aria-label="Versions">
        {data.map(({ version, message, author, createdAt }) => (
          <li key={version}>
            <button
              type="button"
              className={classes["version"]}
              aria-pressed={version === picked}
              onClick={() => setPicked(version)}
            >
              <b>v{version}</b>
              {version === publishedVersion && " · runs now"} {message}
              <br />
              <span className={classes["quiet"]}>
                {actorWords(author)}, <RelativeTime at={createdAt} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {picked !== null && <Difference key={picked} playbook={playbook} version={picked} />}
    </div>
  );
}

function Difference({ playbook, version }: { readonly playbook: string; readonly version: number }) {
  const graph = useDraft((draft) => draft.graph);
  const selection = useDraft((draft) => draft.selection);
  const mayWrite = useDraft((draft) => draft.playbook.mayWrite);
  const change = useDraft((draft) => draft.change);
  const undo = useDraft((draft) => draft.undo);
  const select = useDraft((draft) => draft.select);
  const catalogue = useCatalogue();
  const { data, error } = useQuery(
    trpc.playbooks.version.queryOptions({ playbook, version }, { staleTime: Infinity }),
  );
  const changes = useMemo(
    () =>
      data === undefined
        ? null
        : changesInWords(compare(data.graph, graph), { before: data.graph, after: graph }, catalogue),
    [data, graph, catalogue],
  );
  if (error !== null) return <ErrorState error={error} />;
  if (data === undefined || changes === null) return <Loading rows={3} />;
  const restore = () => {
    change(`Restore version ${version}`, diff(graph, data.graph));
    tellDone(`The draft is version ${version} again.`, undo);
  };
  const isSame = changes.steps.length + changes.edges.length === 0;
  return (
    <section aria-label={`Changes since version ${version}`}>
      <div className={classes["between"]}>
        <span>{isSame ? `The draft does what version ${version} does.` : `Since version ${version}:`}</span>
        <span className={classes["pastHead"]}>
          <AnchorLink
            to="/playbooks/$playbook/versions"
            params={{ playbook }}
            search={{ from: String(version), to: "draft" } as never}
          >
            Compare on the canvas
          </AnchorLink>
          {mayWrite && !isSame && (
            <Button size="compact-xs" variant="default" onClick={restore}>
              Make version {version} the draft
            </Button>
          )}
        </span>
      </div>
      <ChangeList
        changes={changes}
        scripts={[]}
        selected={selection.length === 1 ? (selection[0] ?? null) : null}
        onSelect={(node) => select(graph.nodes.some(({ id }) => id === node) ? [node] : [])}
      />
    </section>
  );
}
