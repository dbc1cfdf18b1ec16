import { Button, Select } from "@mantine/core";
import { IconCode } from "@tabler/icons-react";
import type { ActionEntry } from "@riposte/plan";
import { textOf } from "../../canvas/node-fields.ts";
import { Field } from "../fields/field.tsx";
import { asObject } from "../fields/literal.ts";
import { usePanel } from "../panel-context.ts";
import { openScript } from "../script/script-window-state.ts";
import { ConnectorField } from "./connector-field.tsx";
import { SchemaForm } from "./schema-form.tsx";

/** What the action is called with. */
export function ActionForm() {
  const { node, catalogue } = usePanel();
  const key = textOf(node, "action");
  const entry = catalogue.actions.get(key);
  if (entry === undefined) return <ChooseAction current={key} />;
  return (
    <>
      {entry.execution === "script" && entry.module === undefined && <ScriptButton entry={entry} />}
      {(entry.connector !== null || textOf(node, "connector") !== "") && <ConnectorField entry={entry} />}
      <SchemaForm
        key={key}
        schema={entry.arguments}
        within={["arguments"]}
        values={asObject(node["arguments"])}
        noun="argument"
      />
    </>
  );
}

function ScriptButton({ entry }: { readonly entry: ActionEntry }) {
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconCode size={14} aria-hidden />}
      onClick={() => openScript(entry.key)}
    >
      Edit the script
    </Button>
  );
}

/** The action is gone, or none was chosen yet. */
function ChooseAction({ current }: { readonly current: string }) {
  const { catalogue, mayWrite, set } = usePanel();
  const data = [...catalogue.actions.values()].map(({ key, name, execution }) => ({
    value: key,
    label: execution === "script" ? `${name} (script)` : name,
  }));
  return (
    <Field field={["action"]} label="Action" isRequired>
      {(ids) => (
        <Select
          id={ids.id}
          size="xs"
          searchable
          data={data}
          value={null}
          placeholder={current === "" ? "Choose an action" : current}
          readOnly={!mayWrite}
          error={ids.isInvalid}
          aria-required={ids.isRequired || undefined}
          aria-describedby={ids.describedBy}
          onChange={(key) => {
            if (key !== null) set("Action", { field: ["action"], value: key });
          }}
        />
      )}
    </Field>
  );
}
