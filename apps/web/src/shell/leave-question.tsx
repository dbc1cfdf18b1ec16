import { Button, Group, Stack, Text } from "@mantine/core";

interface LeaveQuestionProps {
  /** What is lost. */
  readonly words: string;
  readonly stay: string;
  readonly leave: string;
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

/** Asked where closing would lose something. */
export function LeaveQuestion({ words, stay, leave, onStay, onLeave }: LeaveQuestionProps) {
  return (
    <Stack gap="sm" mb="lg" role="alert">
      <Text fw={600}>{words}</Text>
      <Group gap="sm">
        <Button size="xs" variant="default" onClick={onStay}>
          {stay}
        </Button>
        <Button size="xs" color="red" onClick={onLeave}>
          {leave}
        </Button>
      </Group>
    </Stack>
  );
}
