import { SegmentedControl } from "@mantine/core";
import { SchemaField } from "../fields/schema-field.tsx";
import { useSetAside } from "../fields/use-set-aside.ts";
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

/** For a time, or until a moment: what is given for the one is set aside for the other. */
export function WaitForm() {
  const { node, mayWrite, set } = usePanel();
  const aside = useSetAside();
  const isUntil = node["until"] !== undefined;
  const flip = (to: string) => {
    const [given, wanted] = to === "until" ? [SECONDS, UNTIL] : [UNTIL, SECONDS];
    aside.keep([given.name], node[given.name]);
    const value = aside.last([wanted.name]) ?? (wanted === UNTIL ? "" : 60);
    set(wanted.label, { field: [given.name] }, { field: [wanted.name], value });
  };
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
