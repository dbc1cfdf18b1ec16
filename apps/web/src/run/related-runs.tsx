import { useQuery } from "@tanstack/react-query";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { AnchorLink } from "../address/anchor-link.tsx";
import { trpc } from "../api/trpc.ts";
import { StateBadge } from "../shell/state-badge.tsx";
import { scopeWords } from "./iterations.ts";
import type { RunOutline } from "./run-data.ts";
import classes from "./run-panel.module.css";
import { Section } from "./section.tsx";
import { stateOfRun } from "./state-of-run.ts";

export type Relations = inferOutput<typeof trpc.runs.related>;
type Related = Relations["children"][number];

const OFTEN_MS = 2_000;

/** Asked again while one of them, or the run itself, goes on. */
export function useRelated({ run }: Pick<RunOutline, "run">): Relations | undefined {
  const { data } = useQuery(
    trpc.runs.related.queryOptions(
      { id: run.id },
      {
        refetchInterval: ({ state }) =>
          run.over && (state.data?.children ?? []).every(({ over }) => over) ? false : OFTEN_MS,
      },
    ),
  );
  return data;
}

/** The runs that this one started, and why one that should have started did not. */
export function StartedRuns({ outline }: { readonly outline: RunOutline }) {
  const related = useRelated(outline);
  if (related === undefined || (related.children.length === 0 && related.problem === null)) return null;
  const { children, count, problem } = related;
  const labelOf = (id: string | null) => {
    const node = outline.graph.nodes.find((one) => one.id === id);
    return typeof node?.["label"] === "string" ? node["label"] : (node?.name ?? id ?? "");
  };
  const why = ({ kind, step, scope, attempt }: Related) => {
    if (kind === "on_error") return "because this run failed";
    const place = scope === null || scope === "" ? "" : `, ${scopeWords(scope, outline.graph.nodes)}`;
    return `by ${labelOf(step)}${place}${attempt === null || attempt === 1 ? "" : `, try ${attempt}`}`;
  };
  return (
    <Section title="Runs that it started">
      <ul className={classes["plain"]}>
        {children.map((child) => (
          <RelatedLine key={child.id} related={child} words={why(child)} />
        ))}
      </ul>
      {count > children.length && <p>And {count - children.length} more.</p>}
      {problem !== null && <p role="alert">{problem}</p>}
    </Section>
  );
}

/** Those that one step of this run started: one for each try. */
export function RunsOfStep({
  outline,
  step,
  scope,
}: {
  readonly outline: RunOutline;
  readonly step: string;
  readonly scope: string;
}) {
  const related = useRelated(outline);
  const own = related?.children.filter((child) => child.step === step && child.scope === scope) ?? [];
  if (own.length === 0) return null;
  return (
    <Section title={own.length === 1 ? "Its run" : "Its runs"}>
      <ul className={classes["plain"]}>
        {own.map((child) => (
          <RelatedLine
            key={child.id}
            related={child}
            words={own.length === 1 ? "" : `try ${child.attempt ?? 1}`}
          />
        ))}
      </ul>
    </Section>
  );
}

function RelatedLine({ related, words }: { readonly related: Related; readonly words: string }) {
  const { id, playbook, version } = related;
  return (
    <li>
      <StateBadge state={stateOfRun({ state: related.state, steps: related.happening })} />{" "}
      <AnchorLink to="/runs/$run" params={{ run: id }}>
        {playbook.name}
        {version > 0 && ` version ${version}`}
      </AnchorLink>
      {words !== "" && ` ${words}`}
    </li>
  );
}

/** Who started this run, where another one did. */
export function ParentRun({ parent }: { readonly parent: NonNullable<Relations["parent"]> }) {
  const { id, playbook, kind } = parent;
  return (
    <>
      {kind === "on_error" ? "the failure of " : "the run "}
      <AnchorLink to="/runs/$run" params={{ run: id }}>
        {id}
      </AnchorLink>{" "}
      of {playbook.name}
    </>
  );
}
