import { Button } from "@mantine/core";
import { IconCode } from "@tabler/icons-react";
import { openNewScript } from "../panel/script/script-window-state.ts";
import { useMay } from "../shell/me.ts";
import type { Choice } from "./choices.ts";
import classes from "./palette.module.css";
import { useRecentSection } from "./recent-choices.ts";
import { StepPicker } from "./step-picker.tsx";

interface PaletteProps {
  readonly choices: readonly Choice[];
  readonly onAdd: (choice: Choice) => void;
  /** Where it stands over the canvas, for a while. */
  readonly takesFocus: boolean;
}

/** What a playbook can be made of: drag it onto the canvas, or add it after the selected step. */
export function Palette({ choices, onAdd, takesFocus }: PaletteProps) {
  const first = useRecentSection(choices);
  const mayScript = useMay("actions.write");
  return (
    <>
      <StepPicker {...{ choices, first, takesFocus }} onPick={onAdd} label="Add a step" draggable />
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
    </>
  );
}
