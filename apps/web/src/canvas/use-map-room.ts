import { useStore } from "@xyflow/react";
import type { DraftGraph } from "@riposte/draft";
import { useMemo } from "react";
import { cardBox, overlap } from "./frames.ts";
import { GRIP } from "./measures.ts";

/** The map's, with what stands around and below it. */
const CORNER = { width: 232, height: 204 };

/** Whether no step, nor the grips at its sides, lies where the map would cover it. */
export function useMapRoom(graph: DraftGraph): boolean {
  const boxes = useMemo(() => graph.nodes.map(cardBox), [graph]);
  return useStore(({ transform: [x, y, zoom], width, height }) => {
    const map = {
      x: (width - CORNER.width - x) / zoom,
      y: (height - CORNER.height - y) / zoom,
      width: CORNER.width / zoom,
      height: CORNER.height / zoom,
    };
    return !boxes.some((box) => overlap(box, map, GRIP));
  });
}
