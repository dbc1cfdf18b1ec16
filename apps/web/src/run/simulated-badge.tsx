import { Badge } from "@mantine/core";

/** Nothing that such a run says it did has happened outside. */
export function SimulatedBadge() {
  return (
    <Badge
      variant="outline"
      color="grape"
      size="sm"
      tt="none"
      fw={500}
      c="var(--mantine-color-text)"
      title="Writes and messages were shown and not sent"
    >
      Simulated
    </Badge>
  );
}
