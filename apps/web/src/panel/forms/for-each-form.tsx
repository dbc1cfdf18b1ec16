import { PlainField } from "../fields/plain-field.tsx";
import { usePanel } from "../panel-context.ts";
import type { FieldSpec } from "../schema/field-spec.ts";
import { AnyValue } from "./any-value.tsx";
import { LoopFields } from "./loop-fields.tsx";

const PARALLEL: FieldSpec = {
  name: "parallel",
  label: "At once at most",
  help: "How many items are worked on side by side: 1 to 100.",
  isRequired: false,
  fallback: 1,
  control: { kind: "number", isWhole: true },
};

export function ForEachForm() {
  const { node } = usePanel();
  return (
    <>
      <AnyValue
        field={["over"]}
        label="For each of"
        help="A list, a dict or a text, whose lines are taken. In the loop each one is called item."
        what="For each of"
        value={node["over"]}
      />
      <PlainField spec={PARALLEL} within={[]} value={node["parallel"]} />
      <LoopFields />
    </>
  );
}
