import { applyOperations, conflictsBetween, DraftError, invert, rebase } from "@riposte/draft";
import type { Batch, DraftGraph, Operation } from "@riposte/draft";
import type { Choice, Conflict } from "./draft-state.ts";
import type { Entry } from "./undo-entry.ts";
import { mergesWith, stillStands } from "./undo-entry.ts";

/** Deeper than anybody goes back. */
const DEEPEST = 500;

/** Batches of others, as they were saved. */
export interface Foreign {
  readonly operations: readonly Operation[];
  readonly by: string;
}

/**
 * A draft as one tab sees it: what the server has, and on top what it has not yet. Values only: who sends, when,
 * and where it is kept is somebody else's.
 */
export interface Core {
  readonly confirmed: DraftGraph;
  readonly revision: number;
  /** What `pending` was made upon: others' later batches may disagree with it. */
  readonly base: number;
  readonly pending: readonly Batch[];
  /** The first of `pending` that are on their way: nothing is merged into them. */
  readonly sealed: number;
  readonly graph: DraftGraph;
  readonly undo: readonly Entry[];
  readonly redo: readonly Entry[];
  /** What others did that `pending` disagrees with; nothing is sent until a person has chosen. */
  readonly theirs: readonly Foreign[];
  readonly conflicts: readonly Conflict[];
}

export function makeCore(confirmed: DraftGraph, revision: number): Core {
  const nothing = { pending: [], sealed: 0, undo: [], redo: [], theirs: [], conflicts: [] };
  return { confirmed, revision, base: revision, graph: confirmed, ...nothing };
}

/** @throws DraftError when the operations do not fit the graph. */
export function changed(core: Core, batch: Batch, mayMerge: boolean): Core {
  const inverse = invert(batch.operations, core.graph);
  if (inverse.length === 0) return core;
  const graph = applyOperations(core.graph, batch.operations);
  const tail = core.pending.at(-1);
  const last = core.undo.at(-1);
  if (mayMerge && tail !== undefined && last?.id === tail.id && core.pending.length > core.sealed) {
    if (mergesWith(tail.operations, batch.operations)) {
      const { operations } = batch;
      return {
        ...core,
        graph,
        pending: [...core.pending.slice(0, -1), { ...tail, operations }],
        undo: [...core.undo.slice(0, -1), { ...last, operations }],
        redo: [],
      };
    }
  }
  const entry = { id: batch.id, label: batch.label, operations: batch.operations, inverse };
  return {
    ...core,
    graph,
    pending: [...core.pending, batch],
    undo: [...core.undo, entry].slice(-DEEPEST),
    redo: [],
  };
}

export interface TakenBack {
  readonly core: Core;
  /** The label of what could not be taken back, as somebody changed it since. */
  readonly refused: string | null;
}

/** A batch like any other, so that everybody sees it happen. */
export function undone(core: Core, id: string): TakenBack {
  return takeBack(core, id, "undo");
}

export function redone(core: Core, id: string): TakenBack {
  return takeBack(core, id, "redo");
}

function takeBack(core: Core, id: string, way: "undo" | "redo"): TakenBack {
  const entry = core[way].at(-1);
  if (entry === undefined) return { core, refused: null };
  const rest = { ...core, [way]: core[way].slice(0, -1) };
  if (!stillStands(entry.operations, core.graph)) return { core: rest, refused: entry.label };
  try {
    const graph = applyOperations(core.graph, entry.inverse);
    const batch: Batch = {
      id,
      label: `${way === "undo" ? "Undo" : "Redo"}: ${entry.label}`,
      operations: entry.inverse,
      undoes: entry.id,
    };
    const back: Entry = {
      id,
      label: entry.label,
      operations: entry.inverse,
      inverse: invert(entry.inverse, core.graph),
    };
    const other = way === "undo" ? "redo" : "undo";
    return {
      core: { ...rest, graph, pending: [...core.pending, batch], [other]: [...core[other], back] },
      refused: null,
    };
  } catch (error) {
    if (error instanceof DraftError) return { core: rest, refused: entry.label };
    throw error;
  }
}

/** What another page of this browser left unsent, made upon an older revision; the server says what it makes of it. */
export function adopted(
  core: Core,
  left: { readonly base: number; readonly batches: readonly Batch[] },
): Core {
  const batches = left.batches.filter(({ id }) => core.pending.every((batch) => batch.id !== id));
  const taken = fitting(core.graph, batches).reduce((sum, batch) => changed(sum, batch, false), core);
  return { ...taken, base: Math.min(core.base, left.base) };
}

export interface News {
  readonly batches: readonly Foreign[];
  /** The server's graph, with them. */
  readonly confirmed: DraftGraph;
  readonly revision: number;
}

/** Others did something, on top of what the server had. */
export function received(core: Core, { batches, confirmed, revision }: News): Core {
  const known = { ...core, confirmed, revision, base: revision };
  if (core.pending.length === 0) return { ...known, graph: confirmed };
  const theirs = [...core.theirs, ...batches];
  const conflicts = conflictsWith(core.pending, theirs);
  if (conflicts.length > 0) return { ...known, theirs, conflicts, graph: layered(confirmed, core.pending) };
  const pending = rebased(
    core.pending,
    batches.flatMap(({ operations }) => operations),
  );
  return { ...known, pending, graph: layered(confirmed, pending) };
}

/** The server has one of ours, as it says. */
export function acknowledged(core: Core, saved: Batch, revision: number): Core {
  const pending = core.pending.filter(({ id }) => id !== saved.id);
  const confirmed = layered(core.confirmed, [saved]);
  const sealed = Math.max(0, core.sealed - 1);
  return {
    ...core,
    confirmed,
    revision,
    base: revision,
    pending,
    sealed,
    graph: layered(confirmed, pending),
  };
}

/** The server had it all along: of a page that was left before it heard so. */
export function dropped(core: Core, id: string): Core {
  return { ...core, pending: core.pending.filter((batch) => batch.id !== id) };
}

/** A person has chosen, conflict by conflict. */
export function resolved(core: Core, choices: readonly Choice[]): Core {
  const lost = core.conflicts.filter((_, at) => choices[at] === "theirs").map(({ theirs }) => theirs);
  const kept = core.pending
    .map((batch) => ({
      ...batch,
      operations: batch.operations.filter((one) => conflictsBetween([one], lost).length === 0),
    }))
    .filter(({ operations }) => operations.length > 0);
  const pending = rebased(
    kept,
    core.theirs.flatMap(({ operations }) => operations),
  );
  return {
    ...core,
    pending: fitting(core.confirmed, pending),
    sealed: 0,
    theirs: [],
    conflicts: [],
    graph: layered(core.confirmed, pending),
  };
}

/** Without what does not fit the server's graph: it could never be saved. */
export function pruned(core: Core): Core {
  const pending = fitting(core.confirmed, core.pending);
  return { ...core, pending, sealed: 0, graph: layered(core.confirmed, pending) };
}

function conflictsWith(pending: readonly Batch[], theirs: readonly Foreign[]): Conflict[] {
  const mine = pending.flatMap(({ operations }) => operations);
  const all = theirs.flatMap(({ operations }) => operations);
  return conflictsBetween(mine, all).map((conflict) => ({
    ...conflict,
    by: theirs.find(({ operations }) => operations.includes(conflict.theirs))?.by ?? "somebody",
  }));
}

function rebased(pending: readonly Batch[], theirs: readonly Operation[]): Batch[] {
  return pending
    .map((batch) => ({ ...batch, operations: rebase(batch.operations, theirs).operations }))
    .filter(({ operations }) => operations.length > 0);
}

/** What fits of the batches, on top of the graph. */
function layered(graph: DraftGraph, pending: readonly Batch[]): DraftGraph {
  let result = graph;
  for (const { operations } of pending) {
    const whole = tryApply(result, operations);
    result =
      whole ?? operations.reduce((partial, operation) => tryApply(partial, [operation]) ?? partial, result);
  }
  return result;
}

function fitting(graph: DraftGraph, pending: readonly Batch[]): Batch[] {
  let result = graph;
  return pending
    .map((batch) => {
      const operations = batch.operations.filter((operation) => {
        const next = tryApply(result, [operation]);
        if (next !== null) result = next;
        return next !== null;
      });
      return { ...batch, operations };
    })
    .filter(({ operations }) => operations.length > 0);
}

function tryApply(graph: DraftGraph, operations: readonly Operation[]): DraftGraph | null {
  try {
    return applyOperations(graph, operations);
  } catch (error) {
    if (error instanceof DraftError) return null;
    throw error;
  }
}
