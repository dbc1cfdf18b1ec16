import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { JsonObject, JsonValue } from "@riposte/plan";
import { Field } from "../fields/field.tsx";
import fieldClasses from "../fields/field.module.css";
import { JsonControl } from "../fields/json-control.tsx";
import { plainText } from "../fields/literal.ts";
import { useLeft } from "../fields/use-left.ts";
import { usePanel } from "../panel-context.ts";
import type { FieldSpec } from "../schema/field-spec.ts";
import { isObject } from "../schema/resolve.ts";
import classes from "./forms.module.css";

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
  const rows = rowsOf(node["assignments"]);
  const add = () =>
    set("Add a variable", {
      field: ["assignments", rows.length],
      value: { name: freeName(rows), value: "" },
    });
  return (
    <div data-field="assignments" className={classes["list"]}>
      <ul className={classes["cards"]}>
        {rows.map((row, at) => {
          const field = ["assignments", at, "value"];
          const name = plainText(row["name"]);
          return (
            // oxlint-disable-next-line react/no-array-index-key -- a variable has no identity but its place
            <li key={at} className={classes["card"]}>
              <div className={classes["top"]}>
                <VariableName at={at} name={name} />
                {mayWrite && (
                  <ActionIcon
                    size="sm"
                    variant="subtle"
                    color="gray"
                    aria-label={`Remove the variable ${name}`}
                    disabled={rows.length === 1}
                    onClick={() => set(`Remove ${name}`, { field: ["assignments", at] })}
                  >
                    <IconTrash size={14} aria-hidden />
                  </ActionIcon>
                )}
              </div>
              <Field field={field} label="Value">
                {(ids) => (
                  <JsonControl
                    spec={ANYTHING}
                    field={field}
                    value={row["value"]}
                    ids={ids}
                    isReadOnly={!mayWrite}
                    inner={() => null}
                    onChange={(value) => set(name, { field, value: value ?? "" })}
                  />
                )}
              </Field>
            </li>
          );
        })}
      </ul>
      {mayWrite && (
        <div className={fieldClasses["row"]}>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={add}
          >
            Add a variable
          </Button>
        </div>
      )}
    </div>
  );
}

function VariableName({ at, name }: { readonly at: number; readonly name: string }) {
  const { mayWrite, set } = usePanel();
  const field = ["assignments", at, "name"];
  const { text, type, leave } = useLeft(name, (to) => set("Name of a variable", { field, value: to.trim() }));
  return (
    <div className={fieldClasses["grow"]}>
      <Field field={field} label="Variable">
        {(ids) => (
          <TextInput
            id={ids.id}
            size="xs"
            value={text}
            readOnly={!mayWrite}
            error={ids.isInvalid}
            aria-required={ids.isRequired || undefined}
            aria-describedby={ids.describedBy}
            onChange={({ currentTarget }) => type(currentTarget.value)}
            onBlur={leave}
            onKeyDown={({ key }) => {
              if (key === "Enter") leave();
            }}
          />
        )}
      </Field>
    </div>
  );
}

function rowsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? (value as JsonValue[]).map((one) => (isObject(one) ? one : {})) : [];
}

function freeName(rows: readonly JsonObject[]): string {
  const taken = new Set(rows.map(({ name }) => name));
  for (let at = rows.length + 1; ; at++) if (!taken.has(`value_${at}`)) return `value_${at}`;
}
