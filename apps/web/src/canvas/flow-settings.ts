import { SelectionMode, useStore } from "@xyflow/react";
import type { Zoom } from "./canvas-context.ts";
import { FlowEdge } from "./flow-edge.tsx";
import { FrameNode } from "./frame-node.tsx";
import { GRID } from "./measures.ts";
import { StepNode } from "./step-node.tsx";

export const nodeTypes = { step: StepNode, frame: FrameNode };
export const edgeTypes = { flow: FlowEdge };

/** What draft and run have in common. The keyboard is ours: React Flow's own would reach only what is mounted. */
export const FLOW_SETTINGS = {
  onlyRenderVisibleElements: true,
  snapToGrid: true,
  snapGrid: [GRID, GRID] as [number, number],
  minZoom: 0.04,
  maxZoom: 2,
  nodesFocusable: false,
  edgesFocusable: false,
  disableKeyboardA11y: true,
  deleteKeyCode: null,
  elevateNodesOnSelect: false,
  // Who drags a step does not want its panel to open under the pointer.
  selectNodesOnDrag: false,
  panOnScroll: true,
  zoomOnDoubleClick: false,
  selectionMode: SelectionMode.Partial,
  multiSelectionKeyCode: ["Meta", "Control", "Shift"],
};

/** On a canvas of fewer steps a map hides more than it shows. */
export const MAP_FROM = 8;

const CARDS_FROM = 0.5;
/** Below it two lines of a name are too small: one of larger letters is left. */
const NAMES_FROM = 0.32;

/** `cardsFrom`: where names are enough, they give way to cards later. */
export function useZoomLevel(cardsFrom = CARDS_FROM): Zoom {
  return useStore(({ transform: [, , zoom] }) =>
    zoom >= cardsFrom ? "card" : zoom >= NAMES_FROM ? "name" : "dot",
  );
}
