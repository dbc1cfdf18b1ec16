import { Button, SegmentedControl, Text, Textarea } from "@mantine/core";
import type { JsonObject } from "@riposte/plan";
import { useState } from "react";
import { byteWords } from "../../../run/value/byte-words.ts";
import { ArgumentForm } from "./argument-form.tsx";
import { PastInputs } from "./past-inputs.tsx";
import type { Given } from "./trial-input.ts";
import classes from "./trial.module.css";

interface GivenInputProps {
  /** What steps call the script. */
  readonly action: string;
  /** JSON Schema of its arguments; null where it cannot be read. */
  readonly schema: JsonObject | null;
  readonly given: Given;
  readonly onChange: (changes: Partial<Given>) => void;
}

/** What the script is given: by its form, as JSON, or as a past step was given it. */
export function GivenInput({ action, schema, given, onChange }: GivenInputProps) {
  const [isText, setIsText] = useState(false);
  const [bytes, setBytes] = useState<number | null>(null);
  const values = readObject(given.input);
  const hasForm = schema !== null && Object.keys(Object(schema["properties"]) as object).length > 0;
  const asForm = hasForm && !isText && values !== null;
  return (
    <div className={classes["column"]}>
      <div className={classes["bar"]}>
        <PastInputs
          action={action}
          onPick={({ run, step, scope, input }) => {
            const isShown = input !== null && input.json !== null;
            setBytes(input?.bytes ?? null);
            if (isShown) onChange({ input: indented(input.json), inputOf: null });
            else onChange({ inputOf: { run, step, scope } });
          }}
        />
        {hasForm && given.inputOf === null && (
          <SegmentedControl
            size="xs"
            aria-label="How the input is written"
            data={[
              { value: "form", label: "Form" },
              { value: "json", label: "JSON" },
            ]}
            value={asForm ? "form" : "json"}
            onChange={(next) => setIsText(next === "json")}
          />
        )}
      </div>
      {given.inputOf !== null ? (
        <Text>
          As a step of the run {given.inputOf.run} was given it
          {bytes === null ? "" : `: ${byteWords(bytes)}, too large to be shown here`}.{" "}
          <Button size="compact-xs" variant="subtle" onClick={() => onChange({ inputOf: null })}>
            Write another one
          </Button>
        </Text>
      ) : asForm ? (
        <ArgumentForm
          schema={schema}
          values={values}
          onChange={(next) => onChange({ input: JSON.stringify(next, null, 2) })}
        />
      ) : (
        <Textarea
          size="xs"
          aria-label="Input as JSON"
          autosize
          minRows={4}
          maxRows={14}
          spellCheck={false}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 12 } }}
          value={given.input}
          error={values === null ? "An object of arguments, as JSON." : undefined}
          onChange={({ currentTarget }) => onChange({ input: currentTarget.value })}
        />
      )}
    </div>
  );
}

function readObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}

/** For people, where no number of it would be rounded by that. */
function indented(json: string): string {
  return /\d{16}/.test(json) ? json : JSON.stringify(JSON.parse(json), null, 2);
}
