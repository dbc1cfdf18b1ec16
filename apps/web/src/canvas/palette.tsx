import { Button } from "@mantine/core";
import { IconCode } from "@tabler/icons-react";
import { openNewScript } from "../panel/script/script-window-state.ts";
import { useMay } from "../shell/me.ts";
import type { Choice } from "./choices.ts";
import classes from "./palette.module.css";
import { StepPicker } from "./step-picker.tsx";

interface PaletteProps {
  readonly choices: readonly Choice[];
  readonly onAdd: (choice: Choice, by: "pointer" | "keyboard") => void;
}

/** What a playbook can be made of: drag it onto the canvas, or add it after the selected step. */
export function Palette({ choices, onAdd }: PaletteProps) {
  const mayScript = useMay("actions.write");
  return (
    <aside className={classes["palette"]} data-region="palette" aria-label="Palette">
      <StepPicker choices={choices} onPick={onAdd} label="Add a step" draggable />
      {mayScript && (
        <Button
          className={classes["script"] ?? ""}
          size="xs"
          variant="default"
          leftSection={<IconCode size={14} aria-hidden />}
          onClick={openNewScript}
        >
          New script
        </Button>
      )}
    </aside>
  );
}
