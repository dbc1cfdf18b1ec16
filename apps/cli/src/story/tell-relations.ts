import type { Run } from "../client.ts";

type Related = Run["relations"]["children"][number];

/** Which run started this one, and which ones it started. */
export function tellRelations({ relations, steps }: Run): string[] {
  const { parent, children, count, problem } = relations;
  const labelOf = (id: string | null) => steps.find(({ step }) => step === id)?.label ?? id ?? "";
  const where = ({ step, scope, attempt }: Related) =>
    `by step ${labelOf(step)}${scope === null || scope === "" ? "" : ` at ${scope}`}${attempt === null || attempt === 1 ? "" : `, attempt ${attempt}`}`;
  const started = children.map((child) => {
    const why = child.kind === "on_error" ? "because it failed" : where(child);
    return `started ${child.id} of ${child.playbook.name}, which is ${child.state}, ${why}`;
  });
  return [
    ...(parent === null
      ? []
      : [
          parent.kind === "on_error"
            ? `because run ${parent.id} of ${parent.playbook.name} failed`
            : `called by run ${parent.id} of ${parent.playbook.name}`,
        ]),
    ...started,
    ...(count > children.length ? [`and ${count - children.length} more`] : []),
    ...(problem === null ? [] : [problem]),
  ];
}
