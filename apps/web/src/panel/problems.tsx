import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import type { Diagnostic } from "@riposte/plan";
import { edgeKey } from "@riposte/draft";
import type { DraftEdge, DraftNode } from "@riposte/draft";
import { useMemo } from "react";
import { useDraft } from "../canvas/draft-store.ts";
import { nodeOf } from "../canvas/graph-questions.ts";
import { titlesApart } from "../canvas/names-of-twins.ts";
import { useCatalogue } from "../canvas/use-catalogue.ts";
import { wantEdge } from "../canvas/wanted-edge.ts";
import { wantField } from "./focus-field.ts";
import { fieldTitle } from "./field-title.ts";
import { byWeight } from "./problem-words.ts";
import classes from "./problems.module.css";

/** What keeps the draft from running, and what may not be meant so: each leads to its field. */
export function Problems() {
  const problems = useDraft((draft) => draft.problems);
  const isChecked = useDraft((draft) => draft.isChecked);
  const nodes = useDraft(({ graph }) => graph.nodes);
  const title = useMemo(() => titlesApart(nodes), [nodes]);
  if (!isChecked) return <p className={classes["none"]}>Checking…</p>;
  if (problems.length === 0) {
    return (
      <p className={classes["none"]}>
        <IconCircleCheck size={16} aria-hidden /> No problems: the draft can be tested and published.
      </p>
    );
  }
  return (
    <ul className={classes["list"]} aria-label="Problems">
      {byWeight(problems).map((problem) => (
        <li key={`${problem.code} ${problem.node} ${problem.field} ${problem.message}`}>
          <Problem problem={problem} title={title} />
        </li>
      ))}
    </ul>
  );
}

interface ProblemProps {
  readonly problem: Diagnostic;
  readonly title: (node: DraftNode) => string;
}

function Problem({ problem, title }: ProblemProps) {
  const { node: id, field, message, hint, severity } = problem;
  const node = useDraft(({ graph }) => nodeOf(graph, id));
  const edge = useDraft(({ graph }) => edgeAt(graph.edges, field));
  const select = useDraft((draft) => draft.select);
  const catalogue = useCatalogue();
  const isError = severity === "error";
  const Icon = isError ? IconCircleX : IconAlertTriangle;
  const text = (
    <>
      <Icon size={16} className={classes["icon"]} data-severity={severity} aria-hidden />
      <VisuallyHidden>{isError ? "Error: " : "Warning: "}</VisuallyHidden>
      <span className={classes["text"]}>
        <span>{message}</span>
        {hint !== undefined && <span className={classes["hint"]}> {hint}</span>}
      </span>
      <span className={classes["place"]}>
        {node === undefined ? "Playbook" : title(node)}
        {node !== undefined && field !== undefined && ` · ${fieldTitle(node, field, catalogue)}`}
      </span>
    </>
  );
  if (node === undefined) return <div className={classes["problem"]}>{text}</div>;
  return (
    <UnstyledButton
      className={classes["problem"] ?? ""}
      onClick={() => {
        if (edge !== undefined) return wantEdge(edgeKey(edge));
        select([node.id]);
        wantField(node.id, field === undefined || field.startsWith("edges.") ? null : field);
      }}
    >
      {text}
    </UnstyledButton>
  );
}

function edgeAt(edges: readonly DraftEdge[], field: string | undefined): DraftEdge | undefined {
  const at = /^edges\.(\d+)$/.exec(field ?? "")?.[1];
  return at === undefined ? undefined : edges[Number(at)];
}
