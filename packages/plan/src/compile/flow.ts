import type { GraphEdge, GraphNode } from "../graph.ts";
import type { BitSet } from "./bit-set.ts";
import { add, addAll, emptySet, fullSet, has, keepOnly } from "./bit-set.ts";
import { EACH_PORT } from "../ports.ts";
import { isCertainPort } from "./certain-port.ts";
import type { DraftWithoutFlow } from "./draft.ts";
import { unwindingSteps } from "./unwinding.ts";

export interface Flow {
  /** Whether some way leads from the one to the other. */
  isBefore(earlier: string, later: string): boolean;
  /** Whether the later one never starts without the earlier one having run. */
  isAlwaysBefore(earlier: string, later: string): boolean;
  /** Whether this step of its body runs in each iteration of the loop that does not fail. */
  runsInEach(loop: string, step: string): boolean;
  /** Whether it runs in each run that does not fail. */
  runsAlways(step: string): boolean;
}

interface Link {
  readonly from: number;
  readonly to: number;
  /** The source never ends without taking it. */
  readonly certain: boolean;
}

/** The order given must hold every node after all that lead to it. */
export function makeFlow(draft: DraftWithoutFlow, order: readonly GraphNode[]): Flow {
  const place = new Map(order.map((node, at) => [node.id, at]));
  const { into, outOf } = links(draft, order, place);
  const before = ancestors(order.length, into);
  for (const [later, earlier] of cancelled(draft, place))
    addAll(before[later] ?? emptySet(order.length), earlier);
  const successors = certainSuccessors(order.length, outOf);
  const always = certainAncestors(order, into, successors);
  const ask = (sets: readonly BitSet[], earlier: string, later: string) => {
    const [from, to] = [place.get(earlier), place.get(later)];
    const set = to === undefined ? undefined : sets[to];
    return set !== undefined && from !== undefined && has(set, from);
  };
  return {
    isBefore: (earlier, later) => ask(before, earlier, later),
    isAlwaysBefore: (earlier, later) => ask(always, earlier, later),
    runsAlways: (step) => draft.trigger !== null && ask(successors, step, draft.trigger.id),
    runsInEach: (loop, step) =>
      draft.graph.edges.some(
        ({ from, port, to }) =>
          from === loop && port === EACH_PORT && (to === step || ask(successors, step, to)),
      ),
  };
}

function links(draft: DraftWithoutFlow, order: readonly GraphNode[], place: ReadonlyMap<string, number>) {
  const into: Link[][] = order.map(() => []);
  const outOf: Link[][] = order.map(() => []);
  for (const edge of draft.graph.edges) {
    const link = linkOf(draft, order, place, edge);
    if (link === null) continue;
    into[link.to]?.push(link);
    outOf[link.from]?.push(link);
  }
  return { into, outOf };
}

function linkOf(
  draft: DraftWithoutFlow,
  order: readonly GraphNode[],
  place: ReadonlyMap<string, number>,
  edge: GraphEdge,
): Link | null {
  const [from, to] = [place.get(edge.from), place.get(edge.to)];
  const source = from === undefined ? undefined : order[from];
  if (from === undefined || to === undefined || source === undefined) return null;
  const used = draft.usedPorts.get(source.id) ?? new Set();
  return { from, to, certain: isCertainPort(source, edge.port, used) };
}

function ancestors(size: number, into: readonly (readonly Link[])[]): BitSet[] {
  const sets: BitSet[] = [];
  for (const incoming of into) {
    const set = emptySet(size);
    for (const { from } of incoming) addWith(set, sets, from);
    sets.push(set);
  }
  return sets;
}

/** What runs when a run is cancelled comes after all of the rest, of which any part may have run. */
function cancelled(
  { graph, trigger }: DraftWithoutFlow,
  place: ReadonlyMap<string, number>,
): [number, BitSet][] {
  const unwinding = unwindingSteps(graph, trigger);
  if (unwinding.size === 0) return [];
  const rest = emptySet(place.size);
  for (const [id, at] of place) if (!unwinding.has(id)) add(rest, at);
  return [...unwinding].flatMap((id): [number, BitSet][] => {
    const at = place.get(id);
    return at === undefined ? [] : [[at, rest]];
  });
}

/** For each node, itself and all that will run, sooner or later, if it runs and the run goes on. */
function certainSuccessors(size: number, outOf: readonly (readonly Link[])[]): BitSet[] {
  const sets: BitSet[] = outOf.map(() => emptySet(size));
  for (let at = size - 1; at >= 0; at--) {
    const set = sets[at];
    if (set === undefined) continue;
    add(set, at);
    for (const { to, certain } of outOf[at] ?? []) {
      const further = sets[to];
      if (certain && further !== undefined) addAll(set, further);
    }
  }
  return sets;
}

/**
 * What has run whenever a node starts: what all ways into it have in common. A join of all also waits
 * for those of its sources that run for certain once the others do.
 */
function certainAncestors(
  order: readonly GraphNode[],
  into: readonly (readonly Link[])[],
  successors: readonly BitSet[],
): BitSet[] {
  const size = order.length;
  const sets: BitSet[] = [];
  const running: BitSet[] = [];
  for (const [at, node] of order.entries()) {
    const incoming = into[at] ?? [];
    const waitsForAll =
      node.kind !== "trigger" && node.kind !== "note" && node.join !== "any" && incoming.length > 1;
    const common = incoming.length === 0 ? emptySet(size) : fullSet(size);
    for (const { from } of incoming) {
      const way = emptySet(size);
      addWith(way, sets, from);
      const alsoRunning = running[from];
      if (waitsForAll && alsoRunning !== undefined) {
        for (const other of incoming) if (has(alsoRunning, other.from)) addWith(way, sets, other.from);
      }
      keepOnly(common, way);
    }
    sets.push(common);
    running.push(followersOf(common, at, successors));
  }
  return sets;
}

/** All that runs, sooner or later, once a node has started. */
function followersOf(ancestors: BitSet, node: number, successors: readonly BitSet[]): BitSet {
  const running = emptySet(successors.length);
  for (const [at, following] of successors.entries()) {
    if (at === node || (has(ancestors, at) && !has(running, at))) addAll(running, following);
  }
  return running;
}

function addWith(set: BitSet, sets: readonly BitSet[], node: number): void {
  const further = sets[node];
  if (further !== undefined) addAll(set, further);
  add(set, node);
}
