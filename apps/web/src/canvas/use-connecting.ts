import { useReactFlow } from "@xyflow/react";
import type { Connection, FinalConnectionState } from "@xyflow/react";
import { useCallback } from "react";
import type { Place } from "./canvas-context.ts";
import { useDraftStore } from "./draft-store.ts";
import type { FlowEdge, StepFlowNode } from "./flow-types.ts";
import { nodeOf, refusal } from "./graph-questions.ts";
import type { Point } from "./measures.ts";
import { STEP_HEIGHT } from "./measures.ts";
import { titleOf } from "./node-fields.ts";

interface Connecting {
  readonly openAdd: (place: Place, anchor: Point) => void;
  readonly say: (message: string) => void;
}

/** What React Flow asks and tells while a connection is dragged. */
export function useConnecting({ openAdd, say }: Connecting) {
  const draft = useDraftStore();
  const { screenToFlowPosition } = useReactFlow<StepFlowNode, FlowEdge>();

  const onConnect = useCallback(
    ({ source, sourceHandle, target }: Connection) => {
      const edge = { from: source, port: sourceHandle ?? "default", to: target };
      const { graph, change } = draft.getState();
      const why = refusal(graph, edge);
      const [from, to] = [nodeOf(graph, edge.from), nodeOf(graph, edge.to)];
      if (why !== null || from === undefined || to === undefined) say(why ?? "One of the steps is gone.");
      else change(`Connect ${titleOf(from)} to ${titleOf(to)}`, [{ op: "add_edge", edge }]);
    },
    [draft, say],
  );

  /** Let go on a card it connects; on nothing it asks what comes next. */
  const onConnectEnd = useCallback(
    (event: globalThis.MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const { fromNode, fromHandle, toHandle, isValid } = state;
      if (fromNode === null || fromHandle === null || isValid === true) return;
      const { clientX: x, clientY: y } =
        "clientX" in event ? event : (event.changedTouches[0] ?? { clientX: 0, clientY: 0 });
      const port = fromHandle.id ?? "default";
      const target =
        toHandle?.nodeId ??
        document.elementFromPoint(x, y)?.closest<HTMLElement>(".react-flow__node")?.dataset["id"];
      if (target !== undefined && target !== fromNode.id) {
        onConnect({ source: fromNode.id, sourceHandle: port, target, targetHandle: "in" });
      } else if (target === undefined) {
        const { x: left, y: middle } = screenToFlowPosition({ x, y });
        const place = { from: { node: fromNode.id, port }, at: { x: left, y: middle - STEP_HEIGHT / 2 } };
        openAdd(place, { x, y });
      }
    },
    [onConnect, openAdd, screenToFlowPosition],
  );

  const isValidConnection = useCallback(
    ({ source, sourceHandle, target }: { source: string; sourceHandle?: string | null; target: string }) =>
      refusal(draft.getState().graph, { from: source, port: sourceHandle ?? "default", to: target }) === null,
    [draft],
  );

  return { onConnect, onConnectEnd, isValidConnection };
}
