import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ScriptCase } from "../script-draft.ts";
import { expectedOf, isKeptWhole } from "./judge-case.ts";
import type { Trial } from "./run-trial.ts";
import classes from "./trial.module.css";

interface KeepCaseProps {
  /** What was given to it, as JSON text. */
  readonly input: string;
  readonly trial: Trial;
  readonly cases: readonly ScriptCase[];
  readonly onKeep: (kept: ScriptCase) => void;
}

/** Makes a case of what has just been tried: the same input, and the same outcome that is expected of it. */
export function KeepCase({ input, trial, cases, onKeep }: KeepCaseProps) {
  const [name, setName] = useState("");
  const expected = expectedOf(trial);
  const wanted = name.trim();
  const fault = faultOf(wanted, cases) ?? wholeFault(input, expected.result);
  return (
    <form
      className={classes["bar"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted === "" || fault !== null) return;
        onKeep({ name: wanted, arguments: input, ...expected });
        setName("");
      }}
    >
      <TextInput
        size="xs"
        aria-label="Name of the case"
        placeholder="A name, such as: a known address"
        value={name}
        maxLength={100}
        error={wanted === "" ? undefined : fault}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Button size="xs" type="submit" variant="default" disabled={wanted === "" || fault !== null}>
        Keep as a case
      </Button>
    </form>
  );
}

function faultOf(name: string, cases: readonly ScriptCase[]): string | null {
  return cases.some((each) => each.name === name) ? `There is a case called ${name} already.` : null;
}

function wholeFault(input: string, result: string): string | null {
  const isWhole = isKeptWhole(input) && isKeptWhole(result);
  return isWhole
    ? null
    : "It holds a number with more than 15 digits, which a case cannot keep: make it a text.";
}
