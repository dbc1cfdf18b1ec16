import { FocusTrap, Paper, Portal } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import type { Point } from "./measures.ts";
import classes from "./floating-box.module.css";

const WIDTH = 288;
const HEIGHT = 380;

/** `back`: to where one came from; `away`: one is somewhere else already. */
export type Closing = "back" | "away";

interface FloatingBoxProps {
  readonly label: string;
  /** On the screen; it is kept inside. */
  readonly at: Point;
  readonly onClose: (how: Closing) => void;
  readonly children: ReactNode;
}

/** A small window beside what it is about; Escape and a press elsewhere close it. */
export function FloatingBox({ label, at, onClose, children }: FloatingBoxProps) {
  useClosing(onClose);
  const left = Math.max(8, Math.min(at.x, window.innerWidth - WIDTH - 8));
  const top = Math.max(8, Math.min(at.y, window.innerHeight - HEIGHT - 8));
  return (
    <Portal>
      <FocusTrap active>
        <Paper
          data-floating-box
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the tag would cover the canvas or not trap the focus
          role="dialog"
          aria-label={label}
          className={classes["box"]}
          style={{ left, top, width: WIDTH, height: HEIGHT }}
          withBorder
          shadow="md"
          onKeyDown={(event: KeyboardEvent) => event.stopPropagation()}
        >
          {children}
        </Paper>
      </FocusTrap>
    </Portal>
  );
}

/** Before anything else hears of it: the canvas keeps presses and keys to itself. */
function useClosing(onClose: (how: Closing) => void): void {
  const latest = useRef(onClose);
  useEffect(() => {
    latest.current = onClose;
  }, [onClose]);
  useEffect(() => {
    const isInside = ({ target }: Event) =>
      target instanceof Element && target.closest("[data-floating-box]") !== null;
    const onElsewhere = (event: Event) => {
      if (!isInside(event)) latest.current("away");
    };
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      latest.current("back");
    };
    document.addEventListener("pointerdown", onElsewhere, true);
    document.addEventListener("keydown", onKeyDown, true);
    return () => {
      document.removeEventListener("pointerdown", onElsewhere, true);
      document.removeEventListener("keydown", onKeyDown, true);
    };
  }, []);
}
