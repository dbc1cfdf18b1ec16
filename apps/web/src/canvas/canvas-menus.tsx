import type { Connection } from "@xyflow/react";
import { edgeKey } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import type { Hand, Place } from "./canvas-context.ts";
import type { Choice } from "./choices.ts";
import { ConnectMenu } from "./connect-menu.tsx";
import { useDraftStore } from "./draft-store.ts";
import { FloatingBox } from "./floating-box.tsx";
import type { Closing } from "./floating-box.tsx";
import { nodeOf, openPort } from "./graph-questions.ts";
import type { Point } from "./measures.ts";
import { titleOf } from "./node-fields.ts";
import { portsOf, portWords } from "./ports.ts";
import { removeSteps } from "./remove-steps.ts";
import { StepPicker } from "./step-picker.tsx";

export type Menu =
  | {
      readonly kind: "add";
      readonly place: Place;
      readonly anchor: Point;
      /** What opened it. */
      readonly by: Hand;
    }
  | { readonly kind: "connect"; readonly node: string; readonly anchor: Point };

interface CanvasMenusProps {
  readonly menu: Menu;
  readonly choices: readonly Choice[];
  readonly graph: DraftGraph;
  readonly connect: (connection: Connection) => void;
  readonly onAdd: (choice: Choice, place: Place, by: Hand) => void;
  readonly onClose: (how: Closing) => void;
}

/** What opens beside a step: what comes next, or where it leads. */
export function CanvasMenus({ menu, choices, graph, connect, onAdd, onClose }: CanvasMenusProps) {
  const draft = useDraftStore();
  if (menu.kind === "add") {
    const { place, anchor, by: opener } = menu;
    const label = placeWords(graph, place);
    return (
      <FloatingBox label={label} at={anchor} onClose={onClose}>
        <StepPicker
          label={label}
          takesFocus
          choices={choices.filter((choice) => fits(choice, place))}
          // Who came by mouse goes on to fill the step in, and types at once; by keyboard one draws on with the next key.
          onPick={(choice, by) => onAdd(choice, place, opener === "pointer" ? "pointer" : by)}
        />
      </FloatingBox>
    );
  }
  const from = nodeOf(graph, menu.node);
  if (from === undefined) return null;
  return (
    <FloatingBox label={`Connect ${titleOf(from)}`} at={menu.anchor} onClose={onClose}>
      <ConnectMenu
        graph={graph}
        from={from}
        port={openPort(graph, from) ?? portsOf(from)[0]?.id ?? "default"}
        onConnect={(port, to) => {
          connect({ source: from.id, sourceHandle: port, target: to, targetHandle: "in" });
          onClose("back");
        }}
        onDisconnect={(port, to) => {
          const edges = new Set([edgeKey({ from: from.id, port, to })]);
          draft.getState().change(`Disconnect ${titleOf(from)}`, removeSteps(graph, new Set(), edges));
          onClose("back");
        }}
      />
    </FloatingBox>
  );
}

/** Nothing comes before a trigger, and nothing after a step that ends the run. */
function fits({ node }: Choice, { from, before }: Place): boolean {
  if (node === "trigger") return from === undefined;
  return node !== "fail" || before === undefined;
}

function placeWords(graph: DraftGraph, { from, before }: Place): string {
  const after = nodeOf(graph, from?.node);
  if (after === undefined || from === undefined) return "Add a step";
  const next = nodeOf(graph, before);
  if (next !== undefined) return `Insert between ${titleOf(after)} and ${titleOf(next)}`;
  const port = portsOf(after).find(({ id }) => id === from.port);
  return `Add after ${titleOf(after)}${port === undefined ? "" : portWords(port)}`;
}
