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

/** What the mouse can do to the whole canvas; each also has its key. */
export function CanvasBar({ commands, isBare, mayWrite, tidied }: CanvasBarProps) {
  const undoLabel = useDraft((draft) => draft.undoLabel);
  const redoLabel = useDraft((draft) => draft.redoLabel);
  const run = (id: keyof Commands) => (event: { readonly nativeEvent: Event }) =>
    void commands[id](event.nativeEvent as KeyboardEvent);
  return (
    <div className={classes["bar"]} role="toolbar" aria-label="Canvas" aria-orientation="horizontal">
      {mayWrite && (
        <>
          <CanvasTool
            id="undo"
            icon={IconArrowBackUp}
            label="Undo"
            what={undoLabel}
            disabled={undoLabel === null}
            onClick={run("undo")}
          />
          <CanvasTool
            id="redo"
            icon={IconArrowForwardUp}
            label="Do again"
            what={redoLabel}
            disabled={redoLabel === null}
            onClick={run("redo")}
          />
          <CanvasTool
            id="tidy"
            icon={IconSitemap}
            label="Tidy up"
            disabled={tidied !== null}
            onClick={run("tidy")}
          />
          {tidied !== null && (
            <output className={classes["doing"]}>Tidying up: {Math.round(tidied * 100)} %</output>
          )}
        </>
      )}
      <CanvasTool id="zoomOut" icon={IconMinus} label="Further away" onClick={run("zoomOut")} />
      <CanvasTool id="zoomIn" icon={IconPlus} label="Closer" onClick={run("zoomIn")} />
      <CanvasTool id="fit" icon={IconFocusCentered} label="See everything" onClick={run("fit")} />
      <CanvasTool id="find" icon={IconSearch} label="Find and replace" onClick={run("find")} />
      <CanvasTool
        id="bare"
        icon={isBare ? IconArrowsMinimize : IconArrowsMaximize}
        label={isBare ? "Show palette, panel and drawer" : "Nothing but the canvas"}
        onClick={run("bare")}
      />
      <CanvasTool id="help" icon={IconKeyboard} label="Keys of the canvas" onClick={run("help")} />
    </div>
  );
}
