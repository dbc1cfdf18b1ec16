import { SegmentedControl } from "@mantine/core";
import { SchemaField } from "../fields/schema-field.tsx";
import { usePanel } from "../panel-context.ts";
import type { FieldSpec } from "../schema/field-spec.ts";

const SECONDS: FieldSpec = {
  name: "seconds",
  label: "How long",
  help: null,
  isRequired: true,
  fallback: undefined,
  control: { kind: "seconds" },
};

const UNTIL: FieldSpec = {
  name: "until",
  label: "Until when",
  help: "A moment that has passed already is not waited for.",
  isRequired: true,
  fallback: undefined,
  control: { kind: "date_time" },
};

/** For a time, or until a moment: what is given for the one is dropped for the other. */
export function WaitForm() {
  const { node, mayWrite, set } = usePanel();
  const isUntil = node["until"] !== undefined;
  const flip = (to: string) =>
    to === "until"
      ? set("Until when", { field: ["seconds"] }, { field: ["until"], value: "" })
      : set("How long", { field: ["until"] }, { field: ["seconds"], value: 60 });
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label="What it waits for"
        value={isUntil ? "until" : "seconds"}
        disabled={!mayWrite}
        data={[
          { value: "seconds", label: "For a time" },
          { value: "until", label: "Until a moment" },
        ]}
        onChange={flip}
      />
      {isUntil ? (
        <SchemaField spec={UNTIL} within={[]} value={node["until"]} />
      ) : (
        <SchemaField spec={SECONDS} within={[]} value={node["seconds"]} />
      )}
    </>
  );
}
