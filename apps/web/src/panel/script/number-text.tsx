import { TextInput } from "@mantine/core";
import { useState } from "react";

interface NumberTextProps {
  readonly label: string;
  readonly value: number;
  readonly error: string | undefined;
  readonly size: "xs";
  readonly readOnly: boolean;
  /** What is no number is 0, which the fault below speaks of. */
  readonly onNumber: (value: number) => void;
}

/** A number as it is typed: nothing is put right under the fingers, what is wrong is said. */
export function NumberText({ value, onNumber, ...look }: NumberTextProps) {
  const [typed, setTyped] = useState(String(value));
  return (
    <TextInput
      {...look}
      inputMode="decimal"
      value={numberIn(typed) === value ? typed : String(value)}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onNumber(numberIn(currentTarget.value));
      }}
    />
  );
}

function numberIn(text: string): number {
  const value = Number(text);
  return Number.isFinite(value) ? value : 0;
}
