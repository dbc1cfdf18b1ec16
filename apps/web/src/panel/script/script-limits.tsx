import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { ScriptDraft } from "./script-draft.ts";
import type { Faults } from "./script-faults.ts";

interface ScriptLimitsProps {
  readonly draft: ScriptDraft;
  readonly faults: Faults;
  readonly isReadOnly: boolean;
  readonly onChange: (changes: Partial<ScriptDraft>) => void;
}

const FIELDS = [
  { name: "cpu", label: "Processor time in seconds", usual: "None of its own" },
  { name: "processes", label: "Processes and threads", usual: "64" },
  { name: "disk", label: "Disk in MB", usual: "64" },
  { name: "output", label: "Result and log in MB", usual: "As Riposte allows" },
] as const;

/** What its scripts may use beside time and memory; a step can say it otherwise. */
export function ScriptLimits({ draft, faults, isReadOnly, onChange }: ScriptLimitsProps) {
  return FIELDS.map(({ name, ...look }) => (
    <LimitText
      key={name}
      {...look}
      isReadOnly={isReadOnly}
      value={draft.limits[name]}
      error={faults[`limits.${name}`]}
      onLimit={(limit) => onChange({ limits: { ...draft.limits, [name]: limit } })}
    />
  ));
}

interface LimitTextProps {
  readonly label: string;
  readonly usual: string;
  readonly isReadOnly: boolean;
  readonly value: number | undefined;
  readonly error: string | undefined;
  readonly onLimit: (limit: number | undefined) => void;
}

function LimitText({ label, usual, isReadOnly, value, error, onLimit }: LimitTextProps) {
  const [typed, setTyped] = useState(textOf(value));
  return (
    <TextInput
      size="xs"
      readOnly={isReadOnly}
      label={label}
      inputMode="numeric"
      placeholder={usual}
      value={limitIn(typed) === value ? typed : textOf(value)}
      error={error}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onLimit(limitIn(currentTarget.value));
      }}
    />
  );
}

function textOf(limit: number | undefined): string {
  return limit === undefined ? "" : String(limit);
}

/** What is no whole number is 0, which the fault below speaks of. */
function limitIn(text: string): number | undefined {
  if (text.trim() === "") return undefined;
  return /^\d+$/.test(text.trim()) ? Number(text) : 0;
}
