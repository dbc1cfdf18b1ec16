import { textOf } from "../../canvas/node-fields.ts";
import { playbookOf } from "../data/result-schema.ts";
import { JsonControl } from "../fields/json-control.tsx";
import { Field } from "../fields/field.tsx";
import { asObject } from "../fields/literal.ts";
import { PlainField } from "../fields/plain-field.tsx";
import { Fold } from "../fold.tsx";
import { usePanel } from "../panel-context.ts";
import type { FieldSpec } from "../schema/field-spec.ts";
import { PlaybookField } from "./playbook-field.tsx";
import { SchemaForm } from "./schema-form.tsx";

const MOST_DEPTH: FieldSpec = {
  name: "maxDepth",
  label: "Deepest call",
  help: "How many runs may stand in a row here, each called by the one before. Without a bound of its own a step cannot lead back to its own playbook.",
  isRequired: false,
  fallback: 8,
  control: { kind: "number", isWhole: true },
};

const ARGUMENTS: FieldSpec = {
  name: "arguments",
  label: "Arguments",
  help: null,
  isRequired: false,
  fallback: undefined,
  control: { kind: "json", wanted: "object" },
};

/** Which playbook runs, and what it is called with. */
export function SubPlaybookForm() {
  const { node, catalogue, mayWrite, set } = usePanel();
  const wanted = textOf(node, "playbook");
  const entry = playbookOf(catalogue, wanted);
  return (
    <>
      <PlaybookField
        field={["playbook"]}
        label="Playbook"
        help="Its published version runs, as it is at that moment."
        value={wanted}
        isRequired
        onChoose={(id) => set("Playbook", { field: ["playbook"], value: id ?? "" })}
      />
      {entry !== undefined && entry.inputs !== null && (
        <SchemaForm
          key={entry.id}
          schema={entry.inputs}
          within={["arguments"]}
          values={asObject(node["arguments"])}
          noun="argument"
        />
      )}
      {entry !== undefined && entry.inputs === null && (
        <Field field={["arguments"]} label="Arguments" help="It does not say what it takes.">
          {(ids) => (
            <JsonControl
              spec={ARGUMENTS}
              field={["arguments"]}
              value={node["arguments"]}
              ids={ids}
              isReadOnly={!mayWrite}
              inner={() => null}
              onChange={(value) => set("Arguments", { field: ["arguments"], value: value ?? {} })}
            />
          )}
        </Field>
      )}
      <Fold
        title="How deep"
        summary={
          node["maxDepth"] === undefined
            ? "8 calls within calls at most."
            : `${JSON.stringify(node["maxDepth"])} calls within calls at most.`
        }
        holds={(field) => field === "maxDepth"}
      >
        <PlainField spec={MOST_DEPTH} within={[]} value={node["maxDepth"]} />
      </Fold>
    </>
  );
}
