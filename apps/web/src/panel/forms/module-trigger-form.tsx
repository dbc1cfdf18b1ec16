import type { TriggerEntry, TriggerSource } from "@riposte/plan";
import { textOf } from "../../canvas/node-fields.ts";
import { EditorModuleTrigger } from "../../pages/playbooks/editor-module-trigger.tsx";
import { asObject } from "../fields/literal.ts";
import { usePanel } from "../panel-context.ts";
import { ConnectorField } from "./connector-field.tsx";
import { SchemaForm } from "./schema-form.tsx";

interface ModuleTriggerFormProps {
  readonly entry: TriggerEntry;
  readonly source: TriggerSource;
}

/** A trigger of a module: how it goes, what it gets, and what becomes of its events. */
export function ModuleTriggerForm({ entry, source }: ModuleTriggerFormProps) {
  const { node } = usePanel();
  const { arguments: asked, ...own } = asObject(entry.config["properties"]);
  const config = asObject(node["config"]);
  const { arguments: given, ...set } = config;
  return (
    <>
      <EditorModuleTrigger trigger={entry.key} />
      {(source.connector !== null || textOf(node, "connector") !== "") && <ConnectorField entry={source} />}
      {Object.keys(asObject(asObject(asked)["properties"])).length > 0 && (
        <SchemaForm
          schema={asObject(asked)}
          within={["config", "arguments"]}
          values={asObject(given)}
          noun="argument"
          takesTemplate={() => false}
        />
      )}
      <SchemaForm
        schema={{ type: "object", properties: own }}
        within={["config"]}
        values={set}
        noun="setting"
        takesTemplate={(name) => name === "dedupe" || name === "key"}
      />
    </>
  );
}
