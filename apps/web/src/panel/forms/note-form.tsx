import { Button, Text, Textarea } from "@mantine/core";
import { useDraft, useDraftStore } from "../../canvas/draft-store.ts";
import { groupsOf } from "../../canvas/groups.ts";
import { titlesApart } from "../../canvas/names-of-twins.ts";
import { textOf, titleOf } from "../../canvas/node-fields.ts";
import { counted } from "../../canvas/plain-line.ts";
import { removeSteps } from "../../canvas/remove-steps.ts";
import { Field } from "../fields/field.tsx";
import { usePanel } from "../panel-context.ts";

export function NoteForm() {
  const { node, mayWrite, set } = usePanel();
  return (
    <>
      <Field field={["note"]} label="Text">
        {(ids) => (
          <Textarea
            id={ids.id}
            size="xs"
            autosize
            minRows={4}
            maxRows={20}
            value={textOf(node, "note")}
            readOnly={!mayWrite}
            aria-describedby={ids.describedBy}
            onChange={({ currentTarget: { value } }) =>
              set("Text", { field: ["note"], value: value === "" ? undefined : value })
            }
          />
        )}
      </Field>
      <Held />
    </>
  );
}

/** Of a group: the steps that are drawn under its title. */
function Held() {
  const { node, mayWrite } = usePanel();
  const store = useDraftStore();
  const graph = useDraft((draft) => draft.graph);
  const held = groupsOf(graph).get(node.id) ?? [];
  if (held.length === 0) return null;
  const title = titlesApart(graph.nodes);
  const dissolve = () => {
    const { change, select } = store.getState();
    change(`Ungroup ${titleOf(node)}`, removeSteps(graph, new Set([node.id])));
    select(held.map(({ id }) => id));
  };
  return (
    <section aria-label="Steps of the group">
      <Text size="sm">
        Holds {counted(held.length, "step")}: {held.map(title).join(", ")}. Nothing runs differently by it.
      </Text>
      {mayWrite && (
        <Button size="xs" variant="default" mt={8} onClick={dissolve}>
          Dissolve the group
        </Button>
      )}
    </section>
  );
}
