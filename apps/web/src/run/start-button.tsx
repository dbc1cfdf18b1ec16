import { Button, Tooltip } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useEffect, useMemo, useRef } from "react";
import { useSpotlightActions } from "../shell/spotlight-actions.ts";

interface StartButtonProps {
  readonly label: string;
  readonly about: string;
  readonly obstacle: string | null;
  readonly isStarting?: boolean;
  readonly onStart: () => void;
}

/** Stays reachable where it cannot be used, to say why. */
export function StartButton({ label, about, obstacle, isStarting = false, onStart }: StartButtonProps) {
  const start = useRef(onStart);
  useEffect(() => {
    start.current = onStart;
  });
  useSpotlightActions(
    useMemo(
      () =>
        obstacle === null
          ? [{ label, description: about, icon: IconRepeat, run: () => start.current() }]
          : [],
      [label, about, obstacle],
    ),
  );
  return (
    <Tooltip label={obstacle ?? about} multiline maw={320}>
      <Button
        size="xs"
        variant="default"
        {...(obstacle === null ? {} : { "data-disabled": true, "aria-disabled": true })}
        loading={isStarting}
        onClick={() => {
          if (obstacle === null) onStart();
        }}
      >
        {label}
      </Button>
    </Tooltip>
  );
}
