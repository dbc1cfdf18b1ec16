import { JsonInput } from "@mantine/core";
import type { JsonObject } from "@riposte/plan";
import { useEffect } from "react";
import { exampleOf } from "../canvas/default-value.ts";

interface GivenOutputProps {
  /** Of the step in whose place it is given. */
  readonly label: string;
  /** What the action says it gives; null: it says nothing. */
  readonly schema: JsonObject | null;
  readonly value: string;
  readonly onChange: (json: string) => void;
}

/** What a step would have given, written by a person: begins with the shape that its action declares. */
export function GivenOutput({ label, schema, value, onChange }: GivenOutputProps) {
  useEffect(() => {
    if (value === "") onChange(schema === null ? "{}" : JSON.stringify(exampleOf(schema), null, 2));
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, where nothing was written yet
  }, []);
  return (
    <JsonInput
      label={`What ${label} would have given`}
      description={
        schema === null
          ? "JSON; nothing says of what shape. It stays marked as given by hand."
          : "JSON, checked against what its action gives. It stays marked as given by hand."
      }
      withAsterisk
      autosize
      minRows={4}
      maxRows={16}
      validationError="This is not JSON."
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      value={value}
      onChange={onChange}
    />
  );
}
