import { useReactFlow } from "@xyflow/react";
import { useCallback } from "react";
import type { DragEvent } from "react";
import { flushSync } from "react-dom";
import { addStep, placeAfterStep, placeAtEnd } from "./add-step.ts";
import type { Place } from "./canvas-context.ts";
import type { Choice } from "./choices.ts";
import { useDraftStore } from "./draft-store.ts";
import type { FlowEdge } from "./flow-types.ts";
import { focusPanel } from "./focus.ts";
import { nodeOf } from "./graph-questions.ts";
import { STEP_HEIGHT, STEP_WIDTH } from "./measures.ts";
import { useRecentChoices } from "./recent-choices.ts";
import { DRAGGED_CHOICE } from "./step-picker.tsx";

interface Adding {
  readonly choices: readonly Choice[];
  readonly edges: readonly FlowEdge[];
  readonly onAdding: () => void;
  readonly onAdded: (id: string) => void;
  readonly onShowPanel: () => void;
  readonly say: (message: string) => void;
}

/** Steps come onto the canvas: from a menu, from the palette, dropped. */
export function useAdding({ choices, edges, onAdding, onAdded, onShowPanel, say }: Adding) {
  const draft = useDraftStore();
  const { screenToFlowPosition } = useReactFlow();
  const { remember } = useRecentChoices();

  /** The id of the step; null where it was not added. */
  const put = useCallback(
    (choice: Choice, place: Place): string | null => {
      onAdding();
      const added = addStep(draft.getState().graph, choice, place);
      if (typeof added === "string") {
        say(added);
        return null;
      }
      // Drawn before the next key comes: what is typed on is meant for the step, and is no key of the canvas.
      flushSync(() => {
        draft.getState().change(added.label, added.operations);
        draft.getState().select([added.id]);
        remember(choice.key);
        onAdded(added.id);
        onShowPanel();
      });
      return added.id;
    },
    [draft, remember, onAdding, onAdded, onShowPanel, say],
  );

  /** Whoever adds a step goes on to fill it in, and types at once. */
  const add = useCallback(
    (choice: Choice, place: Place) => {
      const id = put(choice, place);
      if (id !== null) focusPanel(id, { isThere: true });
    },
    [put],
  );

  const onDrop = (event: DragEvent) => {
    const choice = choices.find(({ key }) => key === event.dataTransfer.getData(DRAGGED_CHOICE));
    if (choice === undefined) return;
    event.preventDefault();
    const at = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const place = { x: at.x - STEP_WIDTH / 2, y: at.y - STEP_HEIGHT / 2 };
    const edge = edgeUnder(event.clientX, event.clientY, edges);
    add(choice, edge === null || choice.node === "trigger" ? { at: place } : edge);
  };

  const addFromPalette = useCallback(
    (choice: Choice) => {
      const { graph } = draft.getState();
      const from = nodeOf(graph, draft.getState().selection.at(-1));
      const after =
        from === undefined || choice.node === "trigger" ? null : placeAfterStep(graph, from, "between");
      add(choice, after ?? (choice.node === "trigger" ? {} : placeAtEnd(graph)));
    },
    [draft, add],
  );

  return { put, add, onDrop, addFromPalette };
}

/** A step that is dropped onto a way goes in between. */
function edgeUnder(x: number, y: number, edges: readonly FlowEdge[]): Place | null {
  const under = document
    .elementsFromPoint(x, y)
    .map((element) => element.closest<SVGElement>(".react-flow__edge")?.dataset["id"])
    .find((id) => id !== undefined);
  const edge = edges.find(({ id }) => id === under);
  if (edge === undefined) return null;
  return { from: { node: edge.source, port: edge.sourceHandle ?? "default" }, before: edge.target };
}
