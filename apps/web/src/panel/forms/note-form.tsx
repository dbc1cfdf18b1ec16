import { Textarea } from "@mantine/core";
import { textOf } from "../../canvas/node-fields.ts";
import { Field } from "../fields/field.tsx";
import { usePanel } from "../panel-context.ts";

export function NoteForm() {
  const { node, mayWrite, set } = usePanel();
  return (
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
  );
}
