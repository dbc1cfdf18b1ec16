import { ActionIcon, Alert, CopyButton, Group, Stack, Text, TextInput, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useFirstFocus } from "../../shell/use-first-focus.ts";

interface ShownOnceProps {
  readonly label: string;
  readonly value: string;
  /** What to do with it. */
  readonly children: string;
}

/** A secret that cannot be read again later. */
export function ShownOnce({ label, value, children }: ShownOnceProps) {
  const field = useFirstFocus();
  return (
    <Stack gap="sm">
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput
          label={label}
          value={value}
          readOnly
          ref={field}
          styles={{ root: { flex: 1 }, input: { fontFamily: "monospace" } }}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={value} timeout={2_000}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? "Copied" : "Copy"}>
              <ActionIcon
                size={36}
                variant="default"
                onClick={copy}
                aria-label={copied ? "Copied" : `Copy the ${label.toLowerCase()}`}
              >
                {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </Group>
      <Alert color="gray" variant="light">
        <Text size="sm">{children}</Text>
      </Alert>
    </Stack>
  );
}
