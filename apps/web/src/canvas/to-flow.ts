import { harmlessText } from "@riposte/plan/harmless-text";
import { Position } from "@xyflow/react";
import { edgeKey } from "@riposte/draft";
import type { DraftEdge, DraftGraph, DraftNode } from "@riposte/draft";
import type { DrawnChanges } from "./compare/drawn-together.ts";
import type { FlowEdge, ShownState, StepData, StepFlowNode } from "./flow-types.ts";
import { kindOf } from "./kinds.ts";
import { ENTRY_GRIP, ENTRY_Y, GRIP, heightOf, lostPortY, portY, STEP_WIDTH } from "./measures.ts";
import { textOf, titleOf } from "./node-fields.ts";
import type { Known } from "./plain-line.ts";
import { plainLine } from "./plain-line.ts";
import type { Port } from "./ports.ts";
import { hasEntry, lostPorts, needsRows, portsOf } from "./ports.ts";
import { makeRoutes } from "./routes/graph-routes.ts";
import type { Route } from "./routes/route-edges.ts";

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
}

/** What of the world around the graph shows on the cards. */
export interface Surroundings {
  readonly known: Known;
  readonly counts: ReadonlyMap<string, Counts>;
  /** Of a draft: the steps that tests do not carry out. */
  readonly pinned?: ReadonlyMap<string, unknown>;
  /** And those at which tests stand. */
  readonly breakpoints?: ReadonlyMap<string, { readonly condition: string | null }>;
  /** Null on a draft. */
  readonly states: Readonly<Record<string, ShownState>> | null;
  /** The way out that a step of a run took, where that is known. */
  readonly taken?: Readonly<Record<string, string | null>>;
  /** Instead of what a step does. */
  readonly lines?: Readonly<Record<string, string>>;
  /** Of two graphs in one. */
  readonly changes?: DrawnChanges;
}

const NONE: Counts = { errors: 0, warnings: 0 };
const NOTHING: ReadonlySet<string> = new Set();

/** Makes the canvas's nodes and edges of a graph; what did not change stays the same object, so it is not drawn again. */
export function makeToFlow() {
  let drawn: { readonly nodes: StepFlowNode[]; readonly edges: FlowEdge[] } = { nodes: [], edges: [] };
  let before = new Map<string, StepFlowNode>();
  let edgesBefore = new Map<string, FlowEdge>();
  let last: Drawn | null = null;
  const routesOf = makeRoutes();
  return (graph: DraftGraph, around: Surroundings) => {
    const byId = new Map(graph.nodes.map((node) => [node.id, node]));
    const routes = routesOf(graph);
    const now: Drawn = { edges: graph.edges, byId, routes, around };
    const connected = connectedPorts(graph);
    const nodes = graph.nodes.map((node) => {
      const known = before.get(node.id);
      if (known !== undefined && last !== null && isSameStep(known.data, node, [last, now])) return known;
      const data = dataOf(node, around, connected.get(node.id) ?? NOTHING);
      const old = before.get(node.id);
      return old !== undefined && sameData(old.data, data) ? old : flowNode(data);
    });
    const edges = graph.edges.map((edge) => {
      const known = last !== null && isSameWay(edge, last, now) ? edgesBefore.get(edgeKey(edge)) : undefined;
      if (known !== undefined) return known;
      const made = flowEdge(edge, byId, around, routes.get(edgeKey(edge)) ?? null);
      const old = edgesBefore.get(made.id);
      return old !== undefined && sameEdge(old, made) ? old : made;
    });
    before = new Map(nodes.map((node) => [node.id, node]));
    edgesBefore = new Map(edges.map((edge) => [edge.id, edge]));
    last = now;
    // React Flow takes in the whole of a list that is another one.
    drawn = {
      nodes: isSameList(drawn.nodes, nodes) ? drawn.nodes : nodes,
      edges: isSameList(drawn.edges, edges) ? drawn.edges : edges,
    };
    return drawn;
  };
}

function isSameList<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((each, at) => each === other[at]);
}

/** What was drawn of what. */
interface Drawn {
  readonly edges: DraftGraph["edges"];
  readonly byId: ReadonlyMap<string, DraftNode>;
  readonly routes: ReadonlyMap<string, Route>;
  readonly around: Surroundings;
}

/** Seen without working out what a card shows: while one types, thousands stay what they are. */
function isSameStep(data: StepData, node: DraftNode, [last, now]: readonly [Drawn, Drawn]): boolean {
  const { counts, pinned, states, lines, changes } = now.around;
  const { errors, warnings } = counts.get(node.id) ?? NONE;
  return (
    data.node === node &&
    last.edges === now.edges &&
    last.around.known === now.around.known &&
    last.around.lines?.[node.id] === lines?.[node.id] &&
    data.errors === errors &&
    data.warnings === warnings &&
    data.pinned === (pinned?.has(node.id) ?? false) &&
    data.breakpoint === breakpointOf(now.around, node) &&
    data.state === (states?.[node.id] ?? null) &&
    data.change === (changes?.steps.get(node.id) ?? null)
  );
}

function isSameWay({ from, to }: DraftEdge, last: Drawn, now: Drawn): boolean {
  return (
    last.edges === now.edges &&
    last.routes === now.routes &&
    last.around.states === now.around.states &&
    last.around.taken === now.around.taken &&
    last.around.changes === now.around.changes &&
    last.byId.get(from) === now.byId.get(from) &&
    last.byId.get(to) === now.byId.get(to)
  );
}

function connectedPorts(graph: DraftGraph): Map<string, Set<string>> {
  const connected = new Map<string, Set<string>>();
  for (const { from, port } of graph.edges) {
    const ports = connected.get(from);
    if (ports === undefined) connected.set(from, new Set([port]));
    else ports.add(port);
  }
  return connected;
}

function dataOf(node: DraftNode, around: Surroundings, connected: ReadonlySet<string>): StepData {
  const { actions, triggers } = around.known;
  const { errors, warnings } = around.counts.get(node.id) ?? NONE;
  const ports = portsOf(node);
  const action = node.kind === "action" ? actions.get(textOf(node, "action")) : undefined;
  return {
    node,
    icon: action?.icon,
    logo: node.kind === "trigger" ? triggers.get(textOf(node, "trigger"))?.logo : action?.logo,
    kind: kindOf(node, actions),
    title: titleOf(node),
    line: around.lines?.[node.id] ?? plainLine(node, around.known),
    ports,
    lost: lostPorts(ports, connected),
    connected,
    writes: action?.effect === "write",
    errors,
    warnings,
    pinned: around.pinned?.has(node.id) ?? false,
    breakpoint: breakpointOf(around, node),
    state: around.states?.[node.id] ?? null,
    change: around.changes?.steps.get(node.id) ?? null,
  };
}

function breakpointOf({ breakpoints }: Surroundings, { id }: DraftNode): string | null {
  const breakpoint = breakpoints?.get(id);
  return breakpoint === undefined ? null : (breakpoint.condition ?? "");
}

function sameData(one: StepData, other: StepData): boolean {
  return (
    one.node === other.node &&
    one.line === other.line &&
    one.kind === other.kind &&
    one.icon === other.icon &&
    one.logo === other.logo &&
    one.writes === other.writes &&
    one.errors === other.errors &&
    one.warnings === other.warnings &&
    one.pinned === other.pinned &&
    one.breakpoint === other.breakpoint &&
    one.state === other.state &&
    one.change === other.change &&
    one.connected.size === other.connected.size &&
    [...one.connected].every((port) => other.connected.has(port))
  );
}

function flowNode(data: StepData): StepFlowNode {
  const { node, ports, lost } = data;
  const height = heightOf(ports);
  return {
    id: node.id,
    type: "step",
    position: node.position ?? { x: 0, y: 0 },
    data,
    width: STEP_WIDTH,
    height,
    measured: { width: STEP_WIDTH, height },
    handles: handlesOf(node, ports, lost),
    ariaRole: "group",
    ariaLabel: data.title,
  };
}

/** Told and not measured: edges find their ends without the card being mounted. */
function handlesOf(node: DraftNode, ports: readonly Port[], lost: readonly Port[]) {
  const half = GRIP / 2;
  const size = { width: GRIP, height: GRIP };
  const exit = (id: string, y: number) => ({
    id,
    type: "source" as const,
    position: Position.Right,
    x: STEP_WIDTH - half,
    y: y - half,
    ...size,
  });
  const exits = [
    ...ports.map(({ id }, at) => exit(id, portY(ports, at))),
    ...lost.map(({ id }) => exit(id, lostPortY(ports))),
  ];
  if (!hasEntry(node)) return exits;
  const entry = {
    id: "in",
    type: "target" as const,
    position: Position.Left,
    x: -ENTRY_GRIP / 2,
    y: ENTRY_Y - ENTRY_GRIP / 2,
    width: ENTRY_GRIP,
    height: ENTRY_GRIP,
  };
  return [entry, ...exits];
}

function flowEdge(
  edge: DraftEdge,
  byId: ReadonlyMap<string, DraftNode>,
  around: Surroundings,
  route: Route | null,
): FlowEdge {
  const source = byId.get(edge.from);
  const ports = source === undefined ? [] : portsOf(source);
  const port = ports.find(({ id }) => id === edge.port);
  const label = needsRows(ports) || port === undefined ? (port?.label ?? harmlessText(edge.port)) : "";
  return {
    id: edgeKey(edge),
    type: "flow",
    source: edge.from,
    sourceHandle: edge.port,
    target: edge.to,
    targetHandle: "in",
    ariaRole: "group",
    ariaLabel: `From ${source === undefined ? edge.from : titleOf(source)} to ${titleOfId(byId, edge.to)}`,
    data: {
      label,
      tone: port?.tone ?? "bad",
      broken: port === undefined,
      faded: isFaded(edge, around),
      moving: around.states?.[edge.to] === "running",
      change: around.changes?.edges.get(edgeKey(edge)) ?? null,
      route,
    },
  };
}

function titleOfId(byId: ReadonlyMap<string, DraftNode>, id: string): string {
  const node = byId.get(id);
  return node === undefined ? id : titleOf(node);
}

function isFaded({ from, port, to }: DraftEdge, { states, taken }: Surroundings): boolean {
  if (states === null) return false;
  if (states[from] === "skipped" || states[to] === "skipped") return true;
  // A loop that is over went on, and into its body before.
  if (port === "each") return false;
  const way = taken?.[from];
  return way !== undefined && way !== null && way !== port;
}

function sameEdge(one: FlowEdge, other: FlowEdge): boolean {
  const [a, b] = [one.data, other.data];
  return (
    one.ariaLabel === other.ariaLabel &&
    a?.label === b?.label &&
    a?.tone === b?.tone &&
    a?.broken === b?.broken &&
    a?.faded === b?.faded &&
    a?.moving === b?.moving &&
    a?.change === b?.change &&
    isSameRoute(a?.route ?? null, b?.route ?? null)
  );
}

function isSameRoute(one: Route | null, other: Route | null): boolean {
  if (one === other) return true;
  return (
    one?.length === other?.length &&
    one?.every(({ x, y }, at) => other?.[at]?.x === x && other[at].y === y) === true
  );
}
