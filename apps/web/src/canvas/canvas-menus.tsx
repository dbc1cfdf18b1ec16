import type { Connection } from "@xyflow/react";
import { edgeKey } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import { useMemo } from "react";
import type { Place } from "./canvas-context.ts";
import type { Choice } from "./choices.ts";
import { CommandMenu } from "./command-menu.tsx";
import type { CommandEntry } from "./command-menu.tsx";
import { ConnectMenu } from "./connect-menu.tsx";
import { useDraftStore } from "./draft-store.ts";
import { FloatingBox } from "./floating-box.tsx";
import type { Closing } from "./floating-box.tsx";
import { nodeOf, openPort } from "./graph-questions.ts";
import type { Point } from "./measures.ts";
import { titleOf } from "./node-fields.ts";
import { portsOf, portWords } from "./ports.ts";
import type { Known } from "./plain-line.ts";
import { useRecentChoices, useRecentSection } from "./recent-choices.ts";
import { suggestedNext } from "./suggested-next.ts";
import { removeSteps } from "./remove-steps.ts";
import type { EditorCommandId } from "./shortcuts.ts";
import { StepPicker } from "./step-picker.tsx";

export type Menu =
  | { readonly kind: "add"; readonly place: Place; readonly anchor: Point }
  | { readonly kind: "connect"; readonly node: string; readonly anchor: Point }
  | {
      readonly kind: "commands";
      readonly anchor: Point;
      /** The step that it was asked for at: what can be done with that, and nothing else. */
      readonly of?: string;
    };

/** What a right click on a step offers. */
const WITH_A_STEP: ReadonlySet<string> = new Set<EditorCommandId>([
  "add",
  "addBeside",
  "connect",
  "testUpTo",
  "testStep",
  "breakpoint",
  "duplicate",
  "remove",
]);

interface CanvasMenusProps {
  readonly menu: Menu;
  readonly choices: readonly Choice[];
  readonly graph: DraftGraph;
  readonly known: Known;
  /** What the menu of everything offers. */
  readonly entries: () => readonly CommandEntry[];
  readonly connect: (connection: Connection) => void;
  readonly onAdd: (choice: Choice, place: Place) => void;
  readonly onClose: (how: Closing) => void;
}

/** What opens beside a step: what comes next, or where it leads. */
export function CanvasMenus({
  menu,
  choices,
  graph,
  known,
  entries,
  connect,
  onAdd,
  onClose,
}: CanvasMenusProps) {
  const draft = useDraftStore();
  if (menu.kind === "add") return <AddMenu {...{ menu, choices, graph, known, onAdd, onClose }} />;
  if (menu.kind === "commands") {
    const step = nodeOf(graph, menu.of);
    const offered = entries();
    return (
      <FloatingBox
        label={step === undefined ? "Add, do or go to" : titleOf(step)}
        at={menu.anchor}
        onClose={onClose}
      >
        {step === undefined ? (
          <CommandMenu entries={offered} />
        ) : (
          <CommandMenu
            entries={offered.filter(({ key }) => WITH_A_STEP.has(key))}
            hint="What to do with this step"
          />
        )}
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

type AddMenuProps = Pick<CanvasMenusProps, "choices" | "graph" | "known" | "onAdd" | "onClose"> & {
  readonly menu: Extract<Menu, { readonly kind: "add" }>;
};

/** What usually comes next is on top, then what was added last. */
function AddMenu({ menu, choices: all, graph, known, onAdd, onClose }: AddMenuProps) {
  const { place, anchor } = menu;
  const label = placeWords(graph, place);
  const choices = useMemo(() => all.filter((choice) => fits(choice, place)), [all, place]);
  const { recent } = useRecentChoices();
  const recentSection = useRecentSection(choices);
  const first = useMemo(() => {
    const next = suggestedNext({ graph, place, choices, recent, known });
    const suggested = { title: "Suggested next", says: "What usually comes here", choices: next };
    return [...(next.length === 0 ? [] : [suggested]), ...recentSection];
  }, [graph, place, choices, recent, recentSection, known]);
  return (
    <FloatingBox label={label} at={anchor} onClose={onClose}>
      <StepPicker {...{ label, choices, first }} takesFocus onPick={(choice) => onAdd(choice, place)} />
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
