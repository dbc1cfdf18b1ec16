import { useMemo } from "react";
import { useDraft } from "../../canvas/draft-store.ts";
import type { Reach } from "../data/scope.ts";
import { scopeOf } from "../data/scope.ts";
import { PlainField } from "../fields/plain-field.tsx";
import { PanelContext, usePanel } from "../panel-context.ts";
import type { FieldSpec } from "../schema/field-spec.ts";
import type { ReactNode } from "react";
import { AnyValue } from "./any-value.tsx";

const ON_ITEM_FAILURE: FieldSpec = {
  name: "onItemFailure",
  label: "When an iteration fails",
  help: null,
  isRequired: false,
  fallback: "The loop fails",
  control: {
    kind: "choice",
    options: [
      { value: "stop", label: "The loop fails" },
      { value: "skip", label: "Go on, and leave it out of the results" },
      { value: "collect", label: "Go on, with null in its place" },
    ],
  },
};

/** What loops have in common: what they gather, and what a failed iteration means. */
export function LoopFields() {
  const { node } = usePanel();
  return (
    <>
      <Within reach="body">
        <AnyValue
          field={["collect"]}
          label="Collect"
          help={`Of each iteration, at its end. Later steps find it as steps.${node.name}.results.`}
          what="Collect"
          value={node["collect"]}
          isOptional
        />
      </Within>
      <PlainField spec={ON_ITEM_FAILURE} within={[]} value={node["onItemFailure"]} />
    </>
  );
}

/** Fields that are read while the loop runs know of its iterations. */
export function Within({ reach, children }: { readonly reach: Reach; readonly children: ReactNode }) {
  const panel = usePanel();
  const graph = useDraft((draft) => draft.graph);
  const playbook = useDraft((draft) => draft.playbook);
  const { node, catalogue, sample } = panel;
  const scope = useMemo(
    () => scopeOf(node.id, { graph, catalogue, sample, playbook }, reach),
    [node.id, graph, catalogue, sample, playbook, reach],
  );
  return <PanelContext value={{ ...panel, scope }}>{children}</PanelContext>;
}
