import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";

interface OwnFieldsProps {
  /** "setting" or "secret". */
  readonly what: string;
  readonly taken: readonly string[];
  readonly onAdd: (key: string) => void;
}

/** Adds a field by name: a type of one's own has whatever its scripts read. */
export function AddOwnField({ what, taken, onAdd }: OwnFieldsProps) {
  const [key, setKey] = useState("");
  const fault = taken.includes(key) ? `There is a ${what} of that name.` : null;
  const add = () => {
    if (key === "" || fault !== null) return;
    onAdd(key);
    setKey("");
  };
  return (
    <Group gap="sm" align="flex-end">
      <TextInput
        label={`Name of a new ${what}`}
        value={key}
        error={fault}
        autoComplete="off"
        onChange={(event) => setKey(event.currentTarget.value.trim())}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          add();
        }}
      />
      <Button variant="default" disabled={key === "" || fault !== null} onClick={add}>
        Add {what}
      </Button>
    </Group>
  );
}
