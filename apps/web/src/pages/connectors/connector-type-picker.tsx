import { Stack, Text, UnstyledButton } from "@mantine/core";
import classes from "./connector-type-picker.module.css";
import type { ConnectorType } from "./use-connector-types.ts";

interface ConnectorTypePickerProps {
  readonly types: readonly ConnectorType[];
  readonly onPick: (type: string) => void;
}

export function ConnectorTypePicker({ types, onPick }: ConnectorTypePickerProps) {
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
      <Text c="dimmed">
        A script of your own that asks for a connector of another type adds that type to this list.
      </Text>
    </Stack>
  );
}
