import { Button, Group, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import classes from "./connector-type-picker.module.css";
import type { ConnectorType } from "./use-connector-types.ts";

interface ConnectorTypePickerProps {
  readonly types: readonly ConnectorType[];
  readonly onPick: (type: string) => void;
}

export function ConnectorTypePicker({ types, onPick }: ConnectorTypePickerProps) {
  const [own, setOwn] = useState("");
  const fault =
    own === "" || /^[a-z][a-z0-9_.]{0,63}$/.test(own)
      ? null
      : "A type is made of a to z, 0 to 9, _ and . and starts with a letter.";
  return (
    <Stack gap="md">
      <Text>What is to be connected?</Text>
      <ul className={classes["types"]}>
        {types.map(({ type, name, description }) => (
          <li key={type}>
            <UnstyledButton className={classes["type"]} onClick={() => onPick(type)}>
              <span className={classes["name"]}>{name}</span>
              <span className={classes["description"]}>{description}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <TextInput
          flex={1}
          label="Another type, for scripts of your own"
          description="Scripts get its settings and secrets as they stand here."
          value={own}
          error={fault}
          autoComplete="off"
          onChange={(event) => setOwn(event.currentTarget.value.trim())}
        />
        <Button variant="default" disabled={own === "" || fault !== null} onClick={() => onPick(own)}>
          Use it
        </Button>
      </Group>
    </Stack>
  );
}
