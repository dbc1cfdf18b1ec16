import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect } from "react";
import type { ReactNode, RefObject } from "react";

interface LinesInSightProps {
  readonly count: number;
  readonly chosen: number;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly line: (index: number) => ReactNode;
}

const ROW_PX = 24;

/** Of very many lines those that can be seen; the chosen one is brought into sight. */
export function LinesInSight({ count, chosen, scroller, line }: LinesInSightProps) {
  // oxlint-disable-next-line react/incompatible-library -- what it gives is used here and handed to nobody
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  useEffect(() => virtual.scrollToIndex(chosen), [virtual, chosen]);
  return (
    <div role="presentation" style={{ height: virtual.getTotalSize(), position: "relative" }}>
      {virtual.getVirtualItems().map(({ index, start, key }) => (
        <div key={key} role="presentation" style={{ position: "absolute", top: start, left: 0, right: 0 }}>
          {line(index)}
        </div>
      ))}
    </div>
  );
}
