import { ActionIcon, Tooltip } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import { keysOf, SHORTCUTS } from "./shortcuts.ts";
import type { CommandId } from "./shortcuts.ts";

interface CanvasToolProps {
  readonly id: CommandId;
  readonly icon: Icon;
  readonly label: string;
  /** What it would be done to. */
  readonly what?: string | null;
  readonly disabled?: boolean;
  readonly onClick: (event: { readonly nativeEvent: Event }) => void;
}

/** A button of the canvas's bar; its tooltip names its key. */
export function CanvasTool({
  id,
  icon: Icon,
  label,
  what = null,
  disabled = false,
  onClick,
}: CanvasToolProps) {
  const chord = SHORTCUTS.find(({ command }) => command === id)?.chords[0];
  const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);
  const keys = chord === undefined ? "" : ` (${keysOf(chord, isApple).join(" ")})`;
  return (
    <Tooltip label={`${label}${what === null ? "" : `: ${what}`}${keys}`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={28}
        aria-label={label}
        disabled={disabled}
        onClick={onClick}
      >
        <Icon size={16} stroke={1.7} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
