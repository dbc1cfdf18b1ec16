import { Field } from "../fields/field.tsx";
import { JsonControl } from "../fields/json-control.tsx";
import { plainText } from "../fields/literal.ts";
import { usePanel } from "../panel-context.ts";
import { variableRenaming } from "../renaming.ts";
import type { FieldSpec } from "../schema/field-spec.ts";
import { useRenaming } from "../use-renaming.ts";
import { RowCards } from "./row-cards.tsx";

const ANYTHING: FieldSpec = {
  name: "value",
  label: "Value",
  help: null,
  isRequired: true,
  fallback: undefined,
  control: { kind: "json", wanted: "anything" },
};

/** Names with values; later steps read them as `vars.name`. */
export function SetForm() {
  const { node, mayWrite, set } = usePanel();
  const rename = useRenaming();
  return (
    <RowCards
      field="assignments"
      noun="variable"
      verb="Set"
      prefix="value_"
      fresh={(name) => ({ name, value: "" })}
      label={() => "Variable"}
      onRename={(to) => rename((graph) => variableRenaming(graph, node.id, to))}
    >
      {(row, at) => {
        const field = ["assignments", at, "value"];
        return (
          <Field field={field} label="Value">
            {(ids) => (
              <JsonControl
                spec={ANYTHING}
                field={field}
                value={row["value"]}
                ids={ids}
                isReadOnly={!mayWrite}
                inner={() => null}
                onChange={(value) => set(plainText(row["name"]), { field, value: value ?? "" })}
              />
            )}
          </Field>
        );
      }}
    </RowCards>
  );
}
