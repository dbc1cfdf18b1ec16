import { Select } from "@mantine/core";
import type { TriggerEntry } from "@riposte/plan";
import { defaultOf } from "../../canvas/default-value.ts";
import { textOf } from "../../canvas/node-fields.ts";
import { EditorHook } from "../../pages/playbooks/editor-hook.tsx";
import { Field } from "../fields/field.tsx";
import { asObject } from "../fields/literal.ts";
import { PlainField } from "../fields/plain-field.tsx";
import { usePanel } from "../panel-context.ts";
import type { FieldSpec } from "../schema/field-spec.ts";
import { InputsField } from "./inputs-field.tsx";
import { ModuleTriggerForm } from "./module-trigger-form.tsx";
import { OnErrorFold } from "./on-error-fold.tsx";
import { SchemaForm } from "./schema-form.tsx";

const ON_CANCEL: FieldSpec = {
  name: "onCancel",
  label: "When a run is cancelled: time for what runs then",
  help: "With a time the card has a way out of its own, from which steps run once a run was cancelled.",
  isRequired: false,
  fallback: "Nothing runs then",
  control: { kind: "seconds" },
};

/** As many are seen at a glance. */
const SEARCH_FROM = 8;

/** What starts the playbook, and how it is recognised. */
export function TriggerForm() {
  const { node, catalogue, mayWrite, set } = usePanel();
  const key = textOf(node, "trigger");
  const entry = catalogue.triggers.get(key);
  const change = (next: string | null) => {
    const chosen = next === null ? undefined : catalogue.triggers.get(next);
    if (chosen === undefined || chosen.key === key) return;
    set(
      "What starts it",
      { field: ["trigger"], value: chosen.key },
      { field: ["config"], value: defaultOf(chosen.config) },
      ...(textOf(node, "connector") === "" ? [] : [{ field: ["connector"] as const }]),
    );
  };
  return (
    <>
      <Field field={["trigger"]} label="Starts" help={entry?.description ?? null} isRequired>
        {(ids) => (
          <Select
            id={ids.id}
            size="xs"
            searchable={catalogue.triggers.size > SEARCH_FROM}
            data={[...catalogue.triggers.values()].map(({ key: value, name }) => ({ value, label: name }))}
            value={entry === undefined ? null : key}
            placeholder="Choose what starts it"
            readOnly={!mayWrite}
            allowDeselect={false}
            error={ids.isInvalid}
            aria-required={ids.isRequired || undefined}
            aria-describedby={ids.describedBy}
            onChange={change}
          />
        )}
      </Field>
      {key === "webhook" && <EditorHook />}
      {entry?.eventIn !== undefined && <InputsField field={["config", entry.eventIn]} />}
      {entry?.source !== undefined && <ModuleTriggerForm key={key} entry={entry} source={entry.source} />}
      {entry !== undefined &&
        entry.eventIn === undefined &&
        entry.source === undefined &&
        hasSettings(entry) && (
          <SchemaForm
            key={key}
            schema={entry.config}
            within={["config"]}
            values={asObject(node["config"])}
            noun="setting"
            takesTemplate={(name) => name === "dedupe" || name === "key"}
          />
        )}
      <PlainField spec={ON_CANCEL} within={[]} value={node["onCancel"]} />
      <OnErrorFold />
    </>
  );
}

function hasSettings({ config }: TriggerEntry): boolean {
  return Object.keys(asObject(config["properties"])).length > 0;
}
