import { Button, CloseButton } from "@mantine/core";
import { IconCode } from "@tabler/icons-react";
import { openNewScript } from "../panel/script/script-window-state.ts";
import { useMay } from "../shell/me.ts";
import type { Choice } from "./choices.ts";
import classes from "./palette.module.css";
import { StepPicker } from "./step-picker.tsx";

interface PaletteProps {
  readonly choices: readonly Choice[];
  readonly onAdd: (choice: Choice, by: "pointer" | "keyboard") => void;
  /** Where it stands over the canvas, for a while. */
  readonly onClose?: () => void;
}

/** What a playbook can be made of: drag it onto the canvas, or add it after the selected step. */
export function Palette({ choices, onAdd, onClose }: PaletteProps) {
  const mayScript = useMay("actions.write");
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leaves what stands over the canvas
    <aside
      className={classes["palette"]}
      data-over={onClose !== undefined || undefined}
      data-region="palette"
      aria-label="Palette"
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose?.();
      }}
    >
      {onClose !== undefined && (
        <CloseButton className={classes["close"]} size="sm" aria-label="Fold the palette" onClick={onClose} />
      )}
      <StepPicker
        choices={choices}
        onPick={onAdd}
        label="Add a step"
        draggable
        takesFocus={onClose !== undefined}
      />
      {mayScript && (
        <Button
          className={classes["script"] ?? ""}
          size="xs"
          variant="default"
          leftSection={<IconCode size={14} aria-hidden />}
          onClick={openNewScript}
        >
          New action
        </Button>
      )}
    </aside>
  );
}
