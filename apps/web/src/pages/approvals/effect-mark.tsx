import { Badge } from "@mantine/core";

const WORDS = {
  read: { word: "only reads", colour: "gray" },
  write: { word: "changes something", colour: "orange" },
  notify: { word: "tells somebody", colour: "teal" },
} as const;

/** What an action does to the world, in words. */
export function EffectMark({ effect }: { readonly effect: keyof typeof WORDS }) {
  const { word, colour } = WORDS[effect];
  return (
    <Badge variant="outline" color={colour} size="sm" tt="none" fw={500} c="var(--mantine-color-text)">
      {word}
    </Badge>
  );
}
