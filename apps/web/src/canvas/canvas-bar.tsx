import { ActionIcon, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconFocusCentered,
  IconKeyboard,
  IconMinus,
  IconPlus,
  IconSitemap,
} from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import { useDraft } from "./draft-store.ts";
import classes from "./canvas-bar.module.css";
import { keysOf, SHORTCUTS } from "./shortcuts.ts";
import type { Commands } from "./use-commands.ts";

interface CanvasBarProps {
  readonly commands: Commands;
  readonly isBare: boolean;
  readonly mayWrite: boolean;
}

/** What the mouse can do to the whole canvas; each also has its key. */
export function CanvasBar({ commands, isBare, mayWrite }: CanvasBarProps) {
  const undoLabel = useDraft((draft) => draft.undoLabel);
  const redoLabel = useDraft((draft) => draft.redoLabel);
  const run = (id: keyof Commands) => (event: { readonly nativeEvent: Event }) =>
    void commands[id](event.nativeEvent as KeyboardEvent);
  return (
    <div className={classes["bar"]} role="toolbar" aria-label="Canvas" aria-orientation="horizontal">
      {mayWrite && (
        <>
          <Tool
            id="undo"
            icon={IconArrowBackUp}
            label="Undo"
            what={undoLabel}
            disabled={undoLabel === null}
            onClick={run("undo")}
          />
          <Tool
            id="redo"
            icon={IconArrowForwardUp}
            label="Do again"
            what={redoLabel}
            disabled={redoLabel === null}
            onClick={run("redo")}
          />
          <Tool id="tidy" icon={IconSitemap} label="Tidy up" onClick={run("tidy")} />
        </>
      )}
      <Tool id="zoomOut" icon={IconMinus} label="Further away" onClick={run("zoomOut")} />
      <Tool id="zoomIn" icon={IconPlus} label="Closer" onClick={run("zoomIn")} />
      <Tool id="fit" icon={IconFocusCentered} label="See everything" onClick={run("fit")} />
      <Tool
        id="bare"
        icon={isBare ? IconArrowsMinimize : IconArrowsMaximize}
        label={isBare ? "Show palette, panel and drawer" : "Nothing but the canvas"}
        onClick={run("bare")}
      />
      <Tool id="help" icon={IconKeyboard} label="Keys of the canvas" onClick={run("help")} />
    </div>
  );
}

interface ToolProps {
  readonly id: keyof Commands;
  readonly icon: Icon;
  readonly label: string;
  /** What it would be done to. */
  readonly what?: string | null;
  readonly disabled?: boolean;
  readonly onClick: (event: { readonly nativeEvent: Event }) => void;
}

function Tool({ id, icon: Icon, label, what = null, disabled = false, onClick }: ToolProps) {
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
