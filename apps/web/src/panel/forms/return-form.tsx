import { JsonControl } from "../fields/json-control.tsx";
import { Field } from "../fields/field.tsx";
import { pairsOf } from "../fields/literal.ts";
import { PairsControl } from "../fields/pairs-control.tsx";
import { usePanel } from "../panel-context.ts";
import type { FieldSpec } from "../schema/field-spec.ts";

const OUTPUTS: FieldSpec = {
  name: "outputs",
  label: "Gives back",
  help: null,
  isRequired: false,
  fallback: undefined,
  control: { kind: "json", wanted: "object" },
};

/** Names with what they are: the caller reads them as the output of its step. */
export function ReturnForm() {
  const { node, mayWrite, set } = usePanel();
  const value = node["outputs"];
  const Control = pairsOf(value) === null ? JsonControl : PairsControl;
  return (
    <Field
      field={["outputs"]}
      label={OUTPUTS.label}
      help="Who called the playbook reads these as the output of its step. A field that is one template keeps its type: {{ steps.check.score }} gives a number."
    >
      {(ids) => (
        <Control
          spec={OUTPUTS}
          field={["outputs"]}
          value={value}
          ids={ids}
          isReadOnly={!mayWrite}
          inner={() => null}
          onChange={(next) => set(OUTPUTS.label, { field: ["outputs"], value: next ?? {} })}
        />
      )}
    </Field>
  );
}
