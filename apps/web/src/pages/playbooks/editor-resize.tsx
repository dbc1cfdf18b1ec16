import type { KeyboardEvent, PointerEvent } from "react";
import classes from "./editor-resize.module.css";

interface EditorResizeProps {
  readonly label: string;
  /** `x`: a line that stands, what it sizes is at its right; `y`: one that lies, and sizes what is under it. */
  readonly axis: "x" | "y";
  readonly size: number;
  readonly least: number;
  readonly most: number;
  readonly onSize: (size: number) => void;
}

const KEY_STEP = 24;

/** A line between two parts that can be dragged, or moved by the arrow keys. */
export function EditorResize({ label, axis, size, least, most, onSize }: EditorResizeProps) {
  const set = (wanted: number) => onSize(Math.round(Math.max(least, Math.min(most, wanted))));
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const start = axis === "x" ? event.clientX : event.clientY;
    const move = (moved: globalThis.PointerEvent) =>
      set(size + start - (axis === "x" ? moved.clientX : moved.clientY));
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", () => handle.removeEventListener("pointermove", move), {
      once: true,
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const grow = axis === "x" ? "ArrowLeft" : "ArrowUp";
    const shrink = axis === "x" ? "ArrowRight" : "ArrowDown";
    if (event.key !== grow && event.key !== shrink) return;
    event.preventDefault();
    set(size + (event.key === grow ? KEY_STEP : -KEY_STEP));
  };
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a separator that can be moved has no tag
      role="separator"
      aria-label={label}
      aria-orientation={axis === "x" ? "vertical" : "horizontal"}
      aria-valuenow={size}
      aria-valuemin={least}
      aria-valuemax={most}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it has keys
      tabIndex={0}
      className={classes["line"]}
      data-axis={axis}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
