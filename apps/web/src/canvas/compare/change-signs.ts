import { IconArrowsMove, IconMinus, IconPencil, IconPlus } from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import type { StepChange } from "@riposte/draft";

interface ChangeSign {
  readonly icon: Icon;
  readonly word: string;
  readonly meaning: string;
}

/** How a difference is told, on cards and in lists: a sign and a word beside the colour. */
export const CHANGE_SIGNS: Readonly<Record<StepChange, ChangeSign>> = {
  added: { icon: IconPlus, word: "Added", meaning: "Only the later one has it" },
  removed: { icon: IconMinus, word: "Removed", meaning: "Only the earlier one has it: drawn where it was" },
  changed: { icon: IconPencil, word: "Changed", meaning: "Both have it, and it does something else" },
  moved: { icon: IconArrowsMove, word: "Moved", meaning: "It only stands elsewhere and runs as before" },
};

export const STEP_CHANGES = Object.keys(CHANGE_SIGNS) as readonly StepChange[];
