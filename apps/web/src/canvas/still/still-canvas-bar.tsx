import { IconFocusCentered, IconKeyboard, IconMinus, IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "../canvas-bar.module.css";
import { CanvasTool } from "../canvas-tool.tsx";
import type { StillCommands } from "./use-still-commands.ts";

interface StillCanvasBarProps {
  readonly commands: StillCommands;
  readonly children?: ReactNode;
}

/** What the mouse can do to a graph that only shows; each also has its key. */
export function StillCanvasBar({ commands, children }: StillCanvasBarProps) {
  const { fit } = commands;
  return (
    <div className={classes["bar"]} role="toolbar" aria-label="Graph" aria-orientation="horizontal">
      <CanvasTool id="zoomOut" icon={IconMinus} label="Further away" onClick={commands.zoomOut} />
      <CanvasTool id="zoomIn" icon={IconPlus} label="Closer" onClick={commands.zoomIn} />
      {fit !== undefined && (
        <CanvasTool id="fit" icon={IconFocusCentered} label="See everything" onClick={() => fit()} />
      )}
      <CanvasTool id="help" icon={IconKeyboard} label="Keys of the graph" onClick={commands.help} />
      {children}
    </div>
  );
}
