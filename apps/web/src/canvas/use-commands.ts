import { useReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import type { DraftNode, Operation } from "@riposte/draft";
import { readApiError } from "../api/api-error.ts";
import { placeAfterStep } from "./add-step.ts";
import { withBodies } from "./blocks.ts";
import type { Place } from "./canvas-context.ts";
import { copyText, pasteText } from "./clipboard.ts";
import { useDraftStore } from "./draft-store.ts";
import { focusPanel, focusRegion, focusStep, workIn } from "./focus.ts";
import { grouping } from "./grouping.ts";
import { shownGraph, withHeld } from "./groups.ts";
import { nodeOf } from "./graph-questions.ts";
import type { Point } from "./measures.ts";
import { GRID } from "./measures.ts";
import { titleOf } from "./node-fields.ts";
import { arranging } from "./arranging.ts";
import { counted } from "./plain-line.ts";
import { withRoom } from "./push-apart.ts";
import { readingOrder, stepTowards } from "./reading-order.ts";
import { removeSteps } from "./remove-steps.ts";
import type { SideTab } from "./side.tsx";
import type { EditorCommandId } from "./shortcuts.ts";
import { askTest } from "../trying/reach.ts";
import { toggleBreakpoint } from "../trying/use-breakpoints.ts";
import type { FoldedGroups } from "./use-folded-groups.ts";
import type { useViewport } from "./viewport.tsx";

export interface CommandHost {
  readonly viewport: ReturnType<typeof useViewport>;
  readonly groups: Pick<FoldedGroups, "folded" | "fold">;
  readonly visit: (id: string, keep?: boolean) => void;
  readonly active: string | null;
  readonly setActive: (id: string | null) => void;
  readonly selectedEdges: ReadonlySet<string>;
  readonly openAdd: (place: Place, anchor: Point) => void;
  readonly openMenu: (anchor: Point) => void;
  readonly openConnect: (node: string, anchor: Point) => void;
  readonly showPanel: () => void;
  readonly showHelp: () => void;
  /** Opens it where it is folded, and gives it the keyboard. */
  readonly showSide: (tab: SideTab) => void;
  readonly toggleBare: () => void;
  readonly tidy: () => void;
  readonly say: (message: string) => void;
}

/** Returns false when there was nothing to do, so that the key keeps its ordinary meaning. */
type Command = (event: KeyboardEvent) => boolean | void;

export type Commands = Readonly<Record<Exclude<EditorCommandId, "copy" | "cut" | "paste">, Command>>;

export function useCommands(host: CommandHost): Commands {
  const draft = useDraftStore();
  const { zoomIn, zoomOut, zoomTo } = useReactFlow();
  return useMemo((): Commands => {
    const { viewport, active, setActive, say, groups } = host;
    const state = draft.getState;
    const node = () => nodeOf(state().graph, active);
    /** A folded group is its steps as well. */
    const selected = () => {
      const ids = new Set(state().selection);
      const folded = new Set([...ids].filter((id) => groups.folded.has(id)));
      return folded.size === 0 ? ids : new Set([...ids, ...withHeld(state().graph, folded)]);
    };
    const drawn = () => shownGraph(state().graph, groups.folded);
    const mayWrite = () => state().playbook.mayWrite;

    const visit = (id: string | null, keep = false) => {
      if (id === null) return false;
      host.visit(id, keep);
    };
    const along = (step: 1 | -1) => {
      const order = readingOrder(drawn());
      const at = active === null ? -1 : order.indexOf(active);
      return visit(order[at + step] ?? null);
    };
    const add = (mode: "between" | "beside") => {
      if (!mayWrite()) return false;
      const from = node();
      if (from === undefined) {
        host.openAdd({}, screenPlace(null));
        return;
      }
      const place = placeAfterStep(state().graph, from, mode);
      if (place === null) say(`Nothing comes after "${titleOf(from)}": it ends the run.`);
      else host.openAdd(place, screenPlace(from.id));
    };

    const tryStep = (kind: "up_to" | "one") => {
      const step = node();
      if (step === undefined || !mayWrite()) return false;
      if (!isRun(step)) say("Choose a step: only these can be tested.");
      else askTest(state().playbook.id, { kind, step: step.id });
    };

    return {
      add: () => add("between"),
      addBeside: () => add("beside"),
      menu: () => host.openMenu(screenPlace(node()?.id ?? null)),
      connect() {
        const from = node();
        if (from === undefined || !mayWrite()) return false;
        host.openConnect(from.id, screenPlace(from.id));
      },
      testUpTo: () => tryStep("up_to"),
      testStep: () => tryStep("one"),
      breakpoint() {
        const step = node();
        if (step === undefined || !mayWrite()) return false;
        const title = titleOf(step);
        if (!isRun(step)) say("Choose a step: tests stop only at these.");
        else
          void toggleBreakpoint(draft, step.id).then(
            (isThere) => say(isThere ? `Tests stop before ${title}.` : `Tests do not stop before ${title}.`),
            (error: unknown) => say(readApiError(error).message),
          );
      },
      open(event) {
        if (!isStep(event.target) || active === null) return false;
        state().select([active]);
        host.showPanel();
        focusPanel(active);
      },
      toggle(event) {
        if (!isStep(event.target) || active === null) return false;
        const ids = selected();
        if (!ids.delete(active)) ids.add(active);
        state().select([...ids]);
      },
      remove() {
        const { graph, change, select } = state();
        const ids = selected();
        const count = ids.size + host.selectedEdges.size;
        if (count === 0 || !mayWrite()) return false;
        const only = nodeOf(graph, state().selection[0]);
        const whole = withBodies(graph, ids).size;
        const body = whole > 1 ? ` and ${counted(whole - 1, "step")} in it` : "";
        const what =
          ids.size === 1 && only !== undefined ? `${titleOf(only)}${body}` : counted(whole, "step");
        const label = ids.size === 0 ? "Disconnect" : `Delete ${what}`;
        const before = graph.edges.find(({ to }) => ids.has(to))?.from ?? null;
        change(label, removeSteps(graph, ids, host.selectedEdges));
        select([]);
        setActive(before);
        if (before !== null) focusStep(before);
      },
      duplicate() {
        const { graph, change, select } = state();
        const ids = selected();
        if (ids.size === 0 || !mayWrite()) return false;
        const pasted = pasteText(graph, copyText(graph, ids), null);
        for (const reason of pasted?.refused ?? []) say(reason);
        if (pasted === null || pasted.ids.length === 0) return;
        change(`Duplicate ${counted(pasted.ids.length, "step")}`, pasted.operations);
        select(pasted.ids);
        focusStep(pasted.ids[0] ?? "");
      },
      selectAll: () => state().select(drawn().nodes.map(({ id }) => id)),
      clear: () => state().select([]),
      undo: () => state().undo(),
      redo: () => state().redo(),
      next: (event) => (isStep(event.target) ? along(1) : false),
      previous: (event) => (isStep(event.target) ? along(-1) : false),
      go: ({ key }) => visit(towards(key)),
      extend: ({ key }) => visit(towards(key), true),
      nudge({ key, shiftKey }) {
        const ids = selected();
        if (ids.size === 0 || !mayWrite()) return false;
        const far = GRID * (shiftKey ? 5 : 1);
        const x = key === "ArrowLeft" ? -far : key === "ArrowRight" ? far : 0;
        const y = key === "ArrowUp" ? -far : key === "ArrowDown" ? far : 0;
        const { graph } = state();
        const moved = withBodies(graph, ids);
        const moves = graph.nodes
          .filter(({ id }) => moved.has(id))
          .map(({ id, position }): Operation => {
            const from = position ?? { x: 0, y: 0 };
            return { op: "move", node: id, x: from.x + x, y: from.y + y };
          });
        state().change(`Move ${counted(ids.size, "step")}`, withRoom(graph, moves));
      },
      ...grouping({
        ...state(),
        graph: () => state().graph,
        selection: () => state().selection,
        active,
        mayWrite,
        folded: groups.folded,
        fold: groups.fold,
        goTo: host.visit,
        say,
      }),
      ...arranging({
        graph: () => state().graph,
        selected,
        mayWrite,
        change: (...done) => state().change(...done),
      }),
      tidy() {
        if (!mayWrite()) return false;
        host.tidy();
      },
      find: () => host.showSide("find"),
      outline({ target }) {
        const isThere = target instanceof Element && target.closest("[data-outline]") !== null;
        if (!isThere) return host.showSide("outline");
        workIn("canvas");
        if (active !== null) focusStep(active);
      },
      fit: () => viewport.fit(null),
      fitSelection() {
        const { graph, selection } = state();
        viewport.fit(selection.length === 0 ? null : [...withHeld(graph, new Set(selection))]);
      },
      actualSize: () => void zoomTo(1, { duration: 150 }),
      zoomIn: () => void zoomIn({ duration: 150 }),
      zoomOut: () => void zoomOut({ duration: 150 }),
      search() {
        if (!mayWrite()) return false;
        host.showSide("add");
      },
      bare: host.toggleBare,
      regions: ({ shiftKey }) => focusRegion(shiftKey ? -1 : 1),
      help: host.showHelp,
    };

    function towards(key: string): string | null {
      const graph = drawn();
      return stepTowards(key, { graph, order: readingOrder(graph), from: active });
    }
  }, [host, draft, zoomIn, zoomOut, zoomTo]);
}

function isRun({ kind }: DraftNode): boolean {
  return kind !== "trigger" && kind !== "note";
}

function isStep(target: EventTarget | null): boolean {
  return target instanceof Element && target.hasAttribute("data-step");
}

/** Beside the card, else in the middle. */
function screenPlace(id: string | null): Point {
  const card = id === null ? null : document.querySelector(`[data-step="${CSS.escape(id)}"]`);
  if (card === null) return { x: window.innerWidth / 2 - 144, y: window.innerHeight / 4 };
  const { right, top } = card.getBoundingClientRect();
  return { x: right + 24, y: top };
}
