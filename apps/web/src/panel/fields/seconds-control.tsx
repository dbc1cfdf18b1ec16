import { Select, TextInput } from "@mantine/core";
import type { JsonValue } from "@riposte/plan";
import { dataOf } from "@riposte/plan";
import { useState } from "react";
import type { ControlProps } from "./control-props.ts";
import { fallbackText } from "./control-props.ts";
import classes from "./field.module.css";
import { numberOrText, plainText } from "./literal.ts";
import { UNITS, unitOf } from "./time-units.ts";
import type { Unit } from "./time-units.ts";

/** A span of time in the unit that people would say; seconds are what is written. */
export function SecondsControl({ spec, value, ids, isReadOnly, onChange }: ControlProps) {
  const seconds = numberIn(value);
  const [chosen, setChosen] = useState<Unit | null>(null);
  const unit = chosen ?? (seconds === null ? UNITS[0] : unitOf(seconds));
  const text = seconds === null ? plainText(value) : String(rounded(seconds / unit.seconds));
  const [typed, setTyped] = useState<string | null>(null);
  const write = (next: string, of: Unit) => {
    if (next.trim() === "") return onChange(undefined);
    const amount = numberIn(numberOrText(next));
    onChange(amount === null ? next : rounded(amount * of.seconds));
  };
  return (
    <div className={classes["amount"]}>
      <TextInput
        id={ids.id}
        size="xs"
        inputMode="decimal"
        autoComplete="off"
        readOnly={isReadOnly}
        error={ids.isInvalid}
        aria-required={ids.isRequired || undefined}
        aria-describedby={ids.describedBy}
        placeholder={fallbackText(spec)}
        value={typed ?? text}
        onChange={({ currentTarget }) => {
          setChosen(unit);
          setTyped(currentTarget.value);
          write(currentTarget.value, unit);
        }}
        onBlur={() => setTyped(null)}
      />
      <Select
        size="xs"
        aria-label={`Unit of ${spec.label}`}
        data={UNITS.map(({ word }) => word)}
        value={unit.word}
        readOnly={isReadOnly}
        allowDeselect={false}
        onChange={(word) => {
          const next = UNITS.find((one) => one.word === word) ?? UNITS[0];
          setChosen(next);
          if (seconds !== null) write(text, next);
        }}
      />
    </div>
  );
}

function numberIn(value: JsonValue | undefined): number | null {
  if (value === undefined || typeof value === "string" || typeof value === "boolean") return null;
  const data = dataOf(value);
  return typeof data === "bigint" || typeof data === "number" ? Number(data) : null;
}

/** 0.1 minutes are 6 seconds, and no 6.000000000000001. */
function rounded(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
