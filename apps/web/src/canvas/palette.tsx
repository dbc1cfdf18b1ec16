import type { Choice } from "./choices.ts";
import classes from "./palette.module.css";
import { StepPicker } from "./step-picker.tsx";

interface PaletteProps {
  readonly choices: readonly Choice[];
  readonly onAdd: (choice: Choice, by: "pointer" | "keyboard") => void;
}

/** What a playbook can be made of: drag it onto the canvas, or add it after the selected step. */
export function Palette({ choices, onAdd }: PaletteProps) {
  return (
    <aside className={classes["palette"]} data-region="palette" aria-label="Palette">
      <StepPicker choices={choices} onPick={onAdd} label="Add a step" draggable />
    </aside>
  );
}
