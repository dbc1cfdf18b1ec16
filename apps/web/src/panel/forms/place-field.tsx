import { NativeSelect } from "@mantine/core";
import { useMemo } from "react";
import { isLoop, parentOf, withBodies } from "../../canvas/blocks.ts";
import { useDraft, useDraftStore } from "../../canvas/draft-store.ts";
import { titlesApart } from "../../canvas/names-of-twins.ts";
import { titleOf } from "../../canvas/node-fields.ts";
import { intoLoop } from "../../canvas/reparent.ts";
import { Field } from "../fields/field.tsx";
import { usePanel } from "../panel-context.ts";

/** In which loop it stands: what one else does by dragging it over the border of a frame. */
export function PlaceField() {
  const { node, mayWrite } = usePanel();
  const graph = useDraft((draft) => draft.graph);
  const store = useDraftStore();
  const parent = parentOf(node);
  const loops = useMemo(() => {
    const within = withBodies(graph, new Set([node.id]));
    const title = titlesApart(graph.nodes);
    return graph.nodes
      .filter((one) => isLoop(one) && !within.has(one.id))
      .map((loop) => ({ value: loop.id, label: title(loop) }));
  }, [graph, node.id]);
  const options = useMemo(() => {
    const isKnown = parent === null || loops.some(({ value }) => value === parent);
    const stranger = isKnown ? [] : [{ value: parent, label: "Something that is no loop" }];
    return [{ value: "", label: "No loop" }, ...loops, ...stranger].map(({ value, label }) => (
      <option key={value} value={value}>
        {label}
      </option>
    ));
  }, [loops, parent]);
  if (loops.length === 0 && parent === null) return null;
  const move = (to: string) => {
    const now = store.getState();
    const { operations } = intoLoop(now.graph, node.id, to === "" ? null : to);
    now.change(`Move ${titleOf(node)}`, operations);
  };
  return (
    <Field
      field={["parent"]}
      label="Stands in"
      help="Connections that would cross the border of a loop are removed with the move."
    >
      {(ids) => (
        <NativeSelect
          id={ids.id}
          size="xs"
          value={parent ?? ""}
          disabled={!mayWrite}
          error={ids.isInvalid}
          aria-describedby={ids.describedBy}
          onChange={({ currentTarget }) => move(currentTarget.value)}
        >
          {options}
        </NativeSelect>
      )}
    </Field>
  );
}
