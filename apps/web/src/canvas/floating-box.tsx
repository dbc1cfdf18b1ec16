import { FocusTrap, Paper, Portal } from "@mantine/core";
import { useClickOutside } from "@mantine/hooks";
import type { KeyboardEvent, ReactNode } from "react";
import type { Point } from "./measures.ts";
import classes from "./floating-box.module.css";

const WIDTH = 288;
const HEIGHT = 380;

interface FloatingBoxProps {
  readonly label: string;
  /** On the screen; it is kept inside. */
  readonly at: Point;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A small window beside what it is about; Escape and a click elsewhere close it. */
export function FloatingBox({ label, at, onClose, children }: FloatingBoxProps) {
  const box = useClickOutside<HTMLDivElement>(onClose);
  const left = Math.max(8, Math.min(at.x, window.innerWidth - WIDTH - 8));
  const top = Math.max(8, Math.min(at.y, window.innerHeight - HEIGHT - 8));
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") onClose();
  };
  return (
    <Portal>
      <FocusTrap active>
        <Paper
          ref={box}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the tag would cover the canvas or not trap the focus
          role="dialog"
          aria-label={label}
          className={classes["box"]}
          style={{ left, top, width: WIDTH, height: HEIGHT }}
          withBorder
          shadow="md"
          onKeyDown={onKeyDown}
        >
          {children}
        </Paper>
      </FocusTrap>
    </Portal>
  );
}
