import { SegmentedControl } from "@mantine/core";
import { textOf } from "../../canvas/node-fields.ts";
import { ConditionField } from "../conditions/condition-field.tsx";
import { PlainField } from "../fields/plain-field.tsx";
import { usePanel } from "../panel-context.ts";
import type { FieldSpec } from "../schema/field-spec.ts";
import { LoopFields, Within } from "./loop-fields.tsx";

const TEST: FieldSpec = choice("test", "The condition is looked at", "Before every iteration", [
  ["before", "Before every iteration"],
  ["after", "After every iteration: there is at least one"],
]);
const MAX: FieldSpec = {
  name: "max",
  label: "Iterations at most",
  help: "1 to 10,000.",
  isRequired: false,
  fallback: 100,
  control: { kind: "number", isWhole: true },
};
const ON_MAX: FieldSpec = choice("onMax", "If that is not enough", "The loop fails", [
  ["fail", "The loop fails"],
  ["continue", "The loop is done"],
]);

export function WhileForm() {
  const { node, mayWrite, set } = usePanel();
  const isUntil = node["mode"] === "until";
  const label = isUntil ? "Until" : "While";
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label="Which way the condition counts"
        value={isUntil ? "until" : "while"}
        disabled={!mayWrite}
        data={[
          { value: "while", label: "While it is true" },
          { value: "until", label: "Until it is true" },
        ]}
        onChange={(mode) =>
          set(mode === "until" ? "Until" : "While", {
            field: ["mode"],
            value: mode === "until" ? mode : undefined,
          })
        }
      />
      <Within reach="iteration">
        <ConditionField
          field={["condition"]}
          label={label}
          help="It sees variables, and what the iteration before collected: loop.previous."
          placeholder="vars.tries < 5"
          text={textOf(node, "condition")}
          onChange={(condition) => set(label, { field: ["condition"], value: condition })}
        />
      </Within>
      <PlainField spec={TEST} within={[]} value={node["test"]} />
      <PlainField spec={MAX} within={[]} value={node["max"]} />
      <PlainField spec={ON_MAX} within={[]} value={node["onMax"]} />
      <LoopFields />
    </>
  );
}

function choice(
  name: string,
  label: string,
  fallback: string,
  options: readonly (readonly [string, string])[],
): FieldSpec {
  return {
    name,
    label,
    help: null,
    isRequired: false,
    fallback,
    control: { kind: "choice", options: options.map(([value, words]) => ({ value, label: words })) },
  };
}
