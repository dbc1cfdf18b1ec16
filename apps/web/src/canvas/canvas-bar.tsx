import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconFocusCentered,
  IconKeyboard,
  IconMinus,
  IconPlus,
  IconSearch,
  IconSitemap,
} from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import { Fragment, memo, useMemo } from "react";
import { useSpotlightActions } from "../shell/spotlight-actions.ts";
import { useDraft } from "./draft-store.ts";
import classes from "./canvas-bar.module.css";
import { CanvasTool } from "./canvas-tool.tsx";
import type { Commands } from "./use-commands.ts";

interface CanvasBarProps {
  readonly commands: Commands;
  readonly isBare: boolean;
  readonly mayWrite: boolean;
  /** How much of the tidying up is done, from 0 to 1; null: nobody asked for it. */
  readonly tidied: number | null;
}

interface Tool {
  readonly id: keyof Commands;
  readonly icon: Icon;
  readonly label: string;
  /** What it would be done to. */
  readonly what?: string | null;
  readonly disabled?: boolean;
  /** For the mouse only: it is done again and again. */
  readonly isRepeated?: true;
}

/** What can be done to the whole canvas: each also has its key, and is found in the command palette. */
export const CanvasBar = memo(function CanvasBar({ commands, isBare, mayWrite, tidied }: CanvasBarProps) {
  const undoLabel = useDraft((draft) => draft.undoLabel);
  const redoLabel = useDraft((draft) => draft.redoLabel);
  const isTidying = tidied !== null;
  const tools = useMemo(
    () => toolsOf({ undoLabel, redoLabel, isTidying, isBare, mayWrite }),
    [undoLabel, redoLabel, isTidying, isBare, mayWrite],
  );
  useSpotlightActions(
    useMemo(
      () =>
        tools
          .filter(({ disabled, isRepeated }) => disabled !== true && isRepeated !== true)
          .map(({ id, icon, label, what }) => ({
            label,
            icon,
            ...(typeof what === "string" ? { description: what } : {}),
            run: () => void commands[id](new KeyboardEvent("keydown")),
          })),
      [tools, commands],
    ),
  );
  return (
    <div className={classes["bar"]} role="toolbar" aria-label="Canvas" aria-orientation="horizontal">
      {tools.map(({ id, icon, label, what = null, disabled = false }) => (
        <Fragment key={id}>
          <CanvasTool
            {...{ id, icon, label, what, disabled }}
            onClick={({ nativeEvent }) => void commands[id](nativeEvent as KeyboardEvent)}
          />
          {id === "tidy" && tidied !== null && (
            <output className={classes["doing"]}>Tidying up: {Math.round(tidied * 100)} %</output>
          )}
        </Fragment>
      ))}
    </div>
  );
});

interface Standing extends Pick<CanvasBarProps, "isBare" | "mayWrite"> {
  readonly undoLabel: string | null;
  readonly redoLabel: string | null;
  readonly isTidying: boolean;
}

function toolsOf({ undoLabel, redoLabel, isTidying, isBare, mayWrite }: Standing): readonly Tool[] {
  const changing: readonly Tool[] = [
    { id: "undo", icon: IconArrowBackUp, label: "Undo", what: undoLabel, disabled: undoLabel === null },
    {
      id: "redo",
      icon: IconArrowForwardUp,
      label: "Do again",
      what: redoLabel,
      disabled: redoLabel === null,
    },
    { id: "tidy", icon: IconSitemap, label: "Tidy up", disabled: isTidying },
  ];
  return [
    ...(mayWrite ? changing : []),
    { id: "zoomOut", icon: IconMinus, label: "Further away", isRepeated: true },
    { id: "zoomIn", icon: IconPlus, label: "Closer", isRepeated: true },
    { id: "fit", icon: IconFocusCentered, label: "See everything" },
    { id: "find", icon: IconSearch, label: "Find and replace" },
    {
      id: "bare",
      icon: isBare ? IconArrowsMinimize : IconArrowsMaximize,
      label: isBare ? "Show palette, panel and drawer" : "Nothing but the canvas",
    },
    { id: "help", icon: IconKeyboard, label: "Keys of the canvas" },
  ];
}
