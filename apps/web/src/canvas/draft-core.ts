import {
  applyOperations,
  bringBack,
  conflictsBetween,
  diff,
  DraftError,
  invert,
  rebase,
} from "@riposte/draft";
import type { Batch, DraftGraph, Operation } from "@riposte/draft";
import type { Choice, Conflict } from "./draft-state.ts";
import type { Entry } from "./undo-entry.ts";
import { mergesWith, placeOf, stillStands } from "./undo-entry.ts";

/** Deeper than anybody goes back. */
const DEEPEST = 500;

const NONE: ReadonlySet<string> = new Set();

/** A batch as the server did it. */
type Done = Pick<Batch, "id" | "label" | "operations">;

/** Batches of others, as they were saved. */
export interface Foreign {
  readonly operations: readonly Operation[];
  /** Where they removed steps, what takes the operations back; else it may be empty. */
  readonly inverse: readonly Operation[];
  readonly by: string;
}

/**
 * A draft as one tab sees it: what the server has, and on top what it has not yet. Values only: who sends, when,
 * and where it is kept is somebody else's.
 */
export interface Core {
  readonly confirmed: DraftGraph;
  readonly revision: number;
  /** What `pending` was made upon: `revision`, but for what others did that it disagrees with. */
  readonly base: number;
  readonly pending: readonly Batch[];
  /** Mine that the server has saved after `base`: sent along with `pending`, it takes them for nobody else's. */
  readonly own: readonly Batch[];
  /** Ids of what the server may have already, as its answer can get lost: nothing is merged into them. */
  readonly sent: ReadonlySet<string>;
  /** Of `pending` what the server refuses, with its reason by id: the rest is saved without. */
  readonly held: ReadonlyMap<string, string>;
  readonly graph: DraftGraph;
  readonly undo: readonly Entry[];
  readonly redo: readonly Entry[];
  /** What others did that `pending` disagrees with; nothing is sent until a person has chosen. */
  readonly theirs: readonly Foreign[];
  readonly conflicts: readonly Conflict[];
}

export function makeCore(confirmed: DraftGraph, revision: number): Core {
  const nothing = { pending: [], own: [], sent: NONE, undo: [], redo: [], theirs: [], conflicts: [] };
  return { confirmed, revision, base: revision, graph: confirmed, held: new Map(), ...nothing };
}

/** @throws DraftError when the operations do not fit the graph. */
export function changed(core: Core, batch: Batch, mayMerge: boolean): Core {
  const inverse = invert(batch.operations, core.graph);
  if (inverse.length === 0) return core;
  const graph = applyOperations(core.graph, batch.operations);
  const tail = core.pending.at(-1);
  const last = core.undo.at(-1);
  if (mayMerge && tail !== undefined && last?.id === tail.id && !core.sent.has(tail.id)) {
    if (mergesWith(tail.operations, batch.operations)) {
      const { operations } = batch;
      return compared({
        ...core,
        graph,
        pending: [...core.pending.slice(0, -1), { ...tail, operations }],
        undo: [...core.undo.slice(0, -1), { ...last, operations }],
        redo: [],
      });
    }
  }
  const entry = { id: batch.id, label: batch.label, operations: batch.operations, inverse };
  return compared({
    ...core,
    graph,
    pending: [...core.pending, batch],
    undo: [...core.undo, entry].slice(-DEEPEST),
    redo: [],
  });
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
    const pending = [...core.pending, batch];
    return { core: compared({ ...rest, graph, pending, [other]: [...core[other], back] }), refused: null };
  } catch (error) {
    if (error instanceof DraftError) return { core: rest, refused: entry.label };
    throw error;
  }
}

/** What a page that is gone left behind and the server does not have, on top of what it has. */
export function adopted(core: Core, left: readonly Batch[]): Core {
  const batches = left.filter(({ id }) => core.pending.every((batch) => batch.id !== id));
  return fitting(core.graph, batches).reduce((sum, batch) => changed(sum, batch, false), core);
}

export interface News {
  readonly batches: readonly Foreign[];
  /** The server's graph, with them. */
  readonly confirmed: DraftGraph;
  readonly revision: number;
}

/** Others did something, on top of what the server had. */
export function received(core: Core, { batches, confirmed, revision }: News): Core {
  const theirs = [...core.theirs, ...batches];
  const next = { ...core, confirmed, revision, theirs, graph: layered(confirmed, core.pending) };
  return theirs.length === 0 ? { ...next, base: revision } : compared(next);
}

/** The server has one of ours, as it says. */
export function acknowledged(core: Core, saved: Done, revision: number): Core {
  const confirmed = layered(core.confirmed, [saved]);
  const isSettled = core.conflicts.length === 0;
  const next = dropped({ ...core, confirmed, revision, base: isSettled ? revision : core.base }, saved);
  if (isSettled) return next;
  const { id, label, operations } = saved;
  return { ...next, own: [...core.own, { id, label, operations }] };
}

/** It is in what the server has, so it is not on top of it any more; nor what was held back and it writes over. */
export function dropped(core: Core, saved: Done): Core {
  const written = saved.operations.flatMap((one) => (one.op === "set" ? [placeOf(one)] : []));
  const pending = core.pending
    .filter(({ id }) => id !== saved.id)
    .map((batch) =>
      core.held.has(batch.id)
        ? { ...batch, operations: batch.operations.filter((one) => !written.includes(placeOf(one))) }
        : batch,
    )
    .filter(({ operations }) => operations.length > 0);
  const ids = new Set(pending.map(({ id }) => id));
  const held = new Map([...core.held].filter(([id]) => ids.has(id)));
  return compared({ ...core, pending, held, graph: layered(core.confirmed, pending) });
}

/** The server does not take it, now or ever: it stays here, and what else is done is saved without it. */
export function withheld(core: Core, id: string, reason: string): Core {
  return { ...core, held: new Map([...core.held, [id, reason]]) };
}

/** Without what the server refuses: a person gives it up, and can have it back to mend it. `id`: of the entry for that. */
export function givenUp(core: Core, id: string): Core {
  const pending = sendable(core);
  const graph = layered(core.confirmed, pending);
  const entry: Entry = {
    id,
    label: "Leave out what was refused",
    operations: diff(core.graph, graph),
    inverse: diff(graph, core.graph),
  };
  const undo = [...core.undo.filter((each) => !core.held.has(each.id)), entry];
  return { ...core, pending, held: new Map(), graph, undo, redo: [] };
}

/** What is to be sent next. */
export function sendable({ pending, held }: Core): readonly Batch[] {
  return held.size === 0 ? pending : pending.filter(({ id }) => !held.has(id));
}

/** A person has chosen, conflict by conflict. `id`: of the batch that brings back what they removed, if one does. */
export function resolved(core: Core, choices: readonly Choice[], id: string): Core {
  const theirs = core.theirs.flatMap(({ operations }) => operations);
  const taken = core.conflicts.filter((_, at) => choices[at] === "theirs");
  const given = new Set(taken.map(questionOf));
  const steps = new Set(taken.filter(isAboutRemoval).map(({ node }) => node));
  const isGiven = (one: Operation) =>
    isPartOfRemoval(one, steps) ||
    conflictsBetween([one], theirs).some((conflict) => given.has(questionOf(conflict)));
  const kept = core.pending.map((batch) => ({
    ...batch,
    operations: batch.operations.filter((one) => !isGiven(one)),
  }));
  const back = broughtBack(core, kept);
  const takenBack = new Set(invert(back, core.confirmed).map(placeOf));
  const own = rebased(
    kept,
    theirs.filter((one) => !takenBack.has(placeOf(one))),
  );
  const first: Batch = { id, label: "Bring back what was deleted", operations: back };
  const pending = fitting(core.confirmed, back.length === 0 ? own : [first, ...own]);
  const left = new Set(pending.map((batch) => batch.id));
  const gone = new Set(core.pending.map((batch) => batch.id).filter((each) => !left.has(each)));
  return remembering({
    ...core,
    pending,
    base: core.revision,
    own: [],
    theirs: [],
    conflicts: [],
    graph: layered(core.confirmed, pending),
    undo: (back.length === 0
      ? core.undo
      : withEntryBefore(core, { ...first, inverse: invert(back, core.confirmed) })
    ).filter((entry) => !gone.has(entry.id)),
  });
}

/** With an entry for each batch that is not saved: taken back, it leaves what stands below it now, others' changes too. */
export function remembering(core: Core): Core {
  let below = core.confirmed;
  let { undo } = core;
  for (const { id, label, operations, undoes } of core.pending) {
    const above = tryApply(below, operations);
    if (above === null) continue;
    const entry = { id, label, operations, inverse: invert(operations, below) };
    below = above;
    if (undoes !== undefined) continue;
    const at = undo.findIndex((each) => each.id === id);
    undo = at === -1 ? [...undo, entry] : undo.with(at, entry);
  }
  return { ...core, undo };
}

function questionOf({ node, field }: Pick<Conflict, "node" | "field">): string {
  return `${node} ${field ?? ""}`;
}

/** One question for all that was done to a step before it was removed here. */
function isAboutRemoval({ field, mine }: Pick<Conflict, "field" | "mine">): boolean {
  return field === null && mine.op === "remove_node";
}

/** What was done to these steps before they were removed, and to their connections. */
function isPartOfRemoval(one: Operation, steps: ReadonlySet<string>): boolean {
  if (one.op === "remove_edge") return steps.has(one.edge.from) || steps.has(one.edge.to);
  return (one.op === "set" || one.op === "remove_node") && steps.has(one.node);
}

/** Steps that they removed and of which these batches want something. */
function broughtBack({ theirs, confirmed }: Core, batches: readonly Batch[]): readonly Operation[] {
  const wanted = batches.flatMap(({ operations }) => operations);
  const ids = new Set(
    theirs
      .flatMap(({ operations }) => operations)
      .flatMap((one) =>
        one.op === "remove_node" && conflictsBetween(wanted, [one]).length > 0 ? [one.node] : [],
      ),
  );
  if (ids.size === 0) return [];
  const inverse = theirs.toReversed().flatMap((each) => each.inverse);
  return bringBack(inverse, ids, confirmed);
}

/** It is undone after what is not saved yet, which stands on it. */
function withEntryBefore({ undo, pending }: Core, entry: Entry): readonly Entry[] {
  const at = undo.findIndex((each) => pending.some(({ id }) => id === each.id));
  return undo.toSpliced(at === -1 ? undo.length : at, 0, entry);
}

/** Without what does not fit the server's graph: it could never be saved. */
export function pruned(core: Core): Core {
  const pending = fitting(core.confirmed, core.pending);
  return { ...core, pending, graph: layered(core.confirmed, pending) };
}

/** What both want differently, as it is now: one may type on while the question stands. */
function compared(core: Core): Core {
  if (core.theirs.length === 0) return core;
  const conflicts = conflictsWith(core);
  if (conflicts.length > 0) {
    // Who is at work on a step that is gone goes on, until it is decided.
    const ground = tryApply(core.confirmed, broughtBack(core, core.pending)) ?? core.confirmed;
    return { ...core, conflicts, graph: layered(ground, core.pending) };
  }
  const pending = rebased(
    core.pending,
    core.theirs.flatMap(({ operations }) => operations),
  );
  const graph = layered(core.confirmed, pending);
  return { ...core, pending, graph, base: core.revision, own: [], theirs: [], conflicts: [] };
}

function conflictsWith({ pending, theirs, confirmed }: Core): Conflict[] {
  const mine = pending.flatMap(({ operations }) => operations);
  const all = theirs.flatMap(({ operations }) => operations);
  const found = conflictsBetween(mine, all);
  const removed = new Set(found.filter(isAboutRemoval).map(({ node }) => node));
  const asked = found.filter((conflict) => isAboutRemoval(conflict) || !removed.has(conflict.node));
  return asked.map((conflict) => ({
    ...conflict,
    step: confirmed.nodes.find(({ id }) => id === conflict.node) ?? null,
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

/** Who removes a step also removes what others have connected with it. */
function fitting(graph: DraftGraph, pending: readonly Batch[]): Batch[] {
  let result = graph;
  return pending
    .map((batch) => {
      const operations = batch.operations.flatMap((one) => {
        const all = one.op === "remove_node" ? [...edgesOf(result, one.node), one] : [one];
        const next = tryApply(result, all);
        if (next !== null) result = next;
        return next === null ? [] : all;
      });
      return { ...batch, operations };
    })
    .filter(({ operations }) => operations.length > 0);
}

function edgesOf({ edges }: DraftGraph, node: string): Operation[] {
  return edges
    .filter(({ from, to }) => from === node || to === node)
    .map((edge) => ({ op: "remove_edge", edge }));
}

function tryApply(graph: DraftGraph, operations: readonly Operation[]): DraftGraph | null {
  try {
    return applyOperations(graph, operations);
  } catch (error) {
    if (error instanceof DraftError) return null;
    throw error;
  }
}
