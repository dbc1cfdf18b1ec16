import {
  IconBoxMultiple,
  IconCopyPlus,
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  IconSitemap,
  IconTrash,
} from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import classes from "./canvas-bar.module.css";
import { CanvasTool } from "./canvas-tool.tsx";
import { useDraft } from "./draft-store.ts";
import type { Commands } from "./use-commands.ts";

const TOOLS: readonly { readonly id: keyof Commands; readonly icon: Icon; readonly label: string }[] = [
  { id: "alignLeft", icon: IconLayoutAlignLeft, label: "Align left" },
  { id: "alignCentre", icon: IconLayoutAlignCenter, label: "Align centres" },
  { id: "alignRight", icon: IconLayoutAlignRight, label: "Align right" },
  { id: "alignTop", icon: IconLayoutAlignTop, label: "Align top" },
  { id: "alignMiddle", icon: IconLayoutAlignMiddle, label: "Align middles" },
  { id: "alignBottom", icon: IconLayoutAlignBottom, label: "Align bottom" },
  { id: "distributeAcross", icon: IconLayoutDistributeVertical, label: "Same room across" },
  { id: "distributeDown", icon: IconLayoutDistributeHorizontal, label: "Same room down" },
  { id: "group", icon: IconBoxMultiple, label: "Group" },
  { id: "tidy", icon: IconSitemap, label: "Tidy up these" },
  { id: "duplicate", icon: IconCopyPlus, label: "Duplicate" },
  { id: "remove", icon: IconTrash, label: "Delete" },
];

/** What can be done to several steps at once, while they are selected. */
export function SelectionBar({ commands }: { readonly commands: Commands }) {
  const count = useDraft(({ selection }) => selection.length);
  if (count < 2) return null;
  return (
    <div className={classes["selection"]} role="toolbar" aria-label={`${count} selected steps`}>
      <span className={classes["count"]}>{count} steps</span>
      {TOOLS.map(({ id, icon, label }) => (
        <CanvasTool
          key={id}
          {...{ id, icon, label }}
          disabled={count < 3 && id.startsWith("distribute")}
          onClick={({ nativeEvent }) => void commands[id](nativeEvent as KeyboardEvent)}
        />
      ))}
    </div>
  );
}
