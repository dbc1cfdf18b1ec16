import { NativeSelect } from "@mantine/core";
import { Field } from "../fields/field.tsx";
import { plainText } from "../fields/literal.ts";
import { usePanel } from "../panel-context.ts";
import { variableRenaming } from "../renaming.ts";
import { useRenaming } from "../use-renaming.ts";
import { AnyValue } from "./any-value.tsx";
import { RowCards } from "./row-cards.tsx";

/** What can be done to a variable, with what its value is then called. */
const OPERATIONS = [
  { value: "set", label: "Set it", of: "Value" },
  { value: "append", label: "Append to its list", of: "What is appended" },
  { value: "remove", label: "Remove from it", of: "Value, or key of a dict, that goes" },
  { value: "unset", label: "Unset it", of: null },
] as const;

/** Names with values; later steps read them as `vars.name`. */
export function SetForm() {
  const { node, mayWrite, set } = usePanel();
  const rename = useRenaming();
  /** What is unset has no value, and what is set needs one. */
  const choose = (at: number, operation: string, value: unknown) =>
    set(
      "Operation",
      { field: ["assignments", at, "operation"], value: operation === "set" ? undefined : operation },
      ...(operation === "unset" ? [{ field: ["assignments", at, "value"] }] : []),
      ...(operation !== "unset" && value === undefined
        ? [{ field: ["assignments", at, "value"], value: "" }]
        : []),
    );
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
        const chosen = OPERATIONS.find(({ value }) => value === row["operation"]) ?? OPERATIONS[0];
        return (
          <>
            <Field field={["assignments", at, "operation"]} label="What is done">
              {(ids) => (
                <NativeSelect
                  id={ids.id}
                  size="xs"
                  value={chosen.value}
                  data={OPERATIONS.map(({ value, label }) => ({ value, label }))}
                  disabled={!mayWrite}
                  aria-describedby={ids.describedBy}
                  onChange={({ currentTarget }) => choose(at, currentTarget.value, row["value"])}
                />
              )}
            </Field>
            {chosen.of !== null && (
              <AnyValue
                field={["assignments", at, "value"]}
                label={chosen.of}
                what={plainText(row["name"])}
                value={row["value"]}
              />
            )}
          </>
        );
      }}
    </RowCards>
  );
}
