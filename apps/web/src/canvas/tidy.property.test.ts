import { edgeKey } from "@riposte/draft";
import type { DraftEdge, DraftGraph, DraftNode } from "@riposte/draft";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { layOut } from "./layout/lay-out.ts";
import { parentOf } from "./blocks.ts";
import { framesOf, overlap } from "./frames.ts";
import { snap } from "./measures.ts";
import { portsOf } from "./ports.ts";
import { boxOf, routesOf } from "./routes/graph-routes.ts";
import type { Route } from "./routes/route-edges.ts";
import { drawingOf, TIDY_SIZES } from "./tidy.ts";

const NOWHERE = { x: 0, y: 0, width: 0, height: 0 };

/** Steps that lead on to later ones only, with all the sizes that cards have. */
const graphs = fc
  .array(
    fc.record({
      cases: fc.integer({ min: 0, max: 4 }),
      mayFail: fc.boolean(),
      ways: fc.array(fc.tuple(fc.nat(), fc.nat({ max: 12 })), { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 24 },
  )
  .map((steps): DraftGraph => {
    const nodes = steps.map(({ cases, mayFail }, at): DraftNode => ({
      id: `s${at}`,
      name: `s${at}`,
      ...(cases === 0
        ? { kind: "wait", seconds: 1 }
        : {
            kind: "condition",
            cases: Array.from({ length: cases }, (_, one) => ({ name: `c${one}`, when: "true" })),
          }),
      ...(mayFail ? { onFailure: "branch" } : {}),
    }));
    const edges = steps.flatMap(({ ways }, at) =>
      ways.flatMap(([port, far]): DraftEdge[] => {
        const [node, target] = [nodes[at], nodes[at + 1 + far]];
        if (node === undefined || target === undefined) return [];
        const ports = portsOf(node);
        return [{ from: node.id, port: ports[port % ports.length]?.id ?? "", to: target.id }];
      }),
    );
    const unique = new Map(edges.map((edge) => [JSON.stringify(edge), edge]));
    return { schema: 1, nodes, edges: [...unique.values()] };
  });

/** The same with loops: steps stand in the loop before them that `into` says, and lead on within it only. */
const looped = fc
  .tuple(graphs, fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 30 })), { maxLength: 24 }))
  .map(([graph, wishes]): DraftGraph => {
    const nodes: DraftNode[] = [];
    for (const [at, node] of graph.nodes.entries()) {
      const [kind = 9, into = 0] = wishes[at] ?? [];
      const loops = nodes.filter((one) => one.kind === "for_each");
      const parent = into % 3 === 0 ? undefined : loops[into % Math.max(1, loops.length)]?.id;
      const { cases: _cases, seconds: _seconds, ...rest } = node as DraftNode & Record<string, unknown>;
      const made = kind === 0 ? { ...rest, kind: "for_each" as const, over: "" } : node;
      nodes.push({ ...made, ...(parent === undefined ? {} : { parent }) } as DraftNode);
    }
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const within = graph.edges.flatMap((edge): DraftEdge[] => {
      const source = byId.get(edge.from);
      if (source === undefined || parentOf(source) !== parentOf(byId.get(edge.to))) return [];
      const ports = portsOf(source).filter(({ id }) => id !== "each");
      return [{ ...edge, port: ports.some(({ id }) => id === edge.port) ? edge.port : (ports[0]?.id ?? "") }];
    });
    const entries = nodes.flatMap(({ id }): DraftEdge[] => {
      const first = nodes.find((node) => parentOf(node) === id);
      return first === undefined ? [] : [{ from: id, port: "each", to: first.id }];
    });
    const edges = [...within, ...entries];
    return {
      schema: 1,
      nodes,
      edges: [...new Map(edges.map((edge) => [JSON.stringify(edge), edge])).values()],
    };
  });

function tidied(graph: DraftGraph): DraftGraph {
  const places = layOut(drawingOf(graph, framesOf(graph).unitsIn(null)), TIDY_SIZES);
  const nodes = graph.nodes.map((node) => {
    const { x = Number.NaN, y = Number.NaN } = places.get(node.id) ?? {};
    return { ...node, position: { x: snap(x), y: snap(y) } };
  });
  return { ...graph, nodes };
}

function meets(route: Route, { x, y, width, height }: ReturnType<typeof boxOf>): boolean {
  return route.slice(1).some((point, at) => {
    const before = route[at] ?? point;
    return (
      Math.max(before.x, point.x) > x &&
      Math.min(before.x, point.x) < x + width &&
      Math.max(before.y, point.y) > y &&
      Math.min(before.y, point.y) < y + height
    );
  });
}

describe("what is tidy", () => {
  test("has frames that hold their bodies and touch nothing else, loops within loops too", () => {
    fc.assert(
      fc.property(looped, (graph) => {
        const tidy = tidied(graph);
        const all = framesOf(tidy);
        for (const node of tidy.nodes) {
          expect(Number.isFinite(node.position?.x), node.id).toBe(true);
          const siblings = all.unitsIn(all.blockOf(node.id)).filter(({ id }) => id !== node.id);
          const touching = siblings.filter((other) => overlap(all.unitOf(node), all.unitOf(other), 16));
          expect(touching.map(({ id }) => `${node.id} on ${id}`)).toEqual([]);
          const frame = all.frames.get(node.id);
          if (frame !== undefined) expect(overlap(frame, boxOf(node), 16)).toBe(false);
        }
      }),
    );
  });

  test("has a way for every edge of a loop, and none passes behind a card or through a frame of others", () => {
    fc.assert(
      fc.property(looped, (graph) => {
        const tidy = tidied(graph);
        const all = framesOf(tidy);
        const routes = routesOf(tidy);
        expect(routes.size).toBe(tidy.edges.length);
        for (const edge of tidy.edges) {
          const route = routes.get(edgeKey(edge)) ?? [];
          const block = edge.port === "each" ? edge.from : all.blockOf(edge.from);
          const behind = all
            .unitsIn(block)
            .filter((node) => meets(route, boxOf(node)) || meets(route, all.frames.get(node.id) ?? NOWHERE));
          expect(behind.map(({ id }) => `${edgeKey(edge)} behind ${id}`)).toEqual([]);
        }
      }),
    );
  });

  test("has a way for every edge, and none passes behind a card", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const tidy = tidied(graph);
        const routes = routesOf(tidy);
        expect(routes.size).toBe(tidy.edges.length);
        const behind = [...routes].flatMap(([id, route]) =>
          tidy.nodes.filter((node) => meets(route, boxOf(node))).map((node) => `${id} behind ${node.id}`),
        );
        expect(behind).toEqual([]);
      }),
    );
  });

  test("has cards that do not touch, each to the right of what leads to it", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { nodes, edges } = tidied(graph);
        const boxes = nodes.map((node) => ({ id: node.id, ...boxOf(node) }));
        const byId = new Map(boxes.map((box) => [box.id, box]));
        for (const { from, to } of edges)
          expect(byId.get(to)?.x).toBeGreaterThan((byId.get(from)?.x ?? 0) + boxOf(nodes[0]!).width);
        const touching = boxes.flatMap((one) =>
          boxes.filter(
            (other) =>
              one.id < other.id &&
              one.x === other.x &&
              one.y < other.y + other.height + 16 &&
              other.y < one.y + one.height + 16,
          ),
        );
        expect(touching).toEqual([]);
      }),
    );
  });
});

test("a drawing made by hand: an edge has a way around what stands between its steps", () => {
  const at = (id: string, x: number, y: number): DraftNode => ({
    id,
    kind: "wait",
    name: id,
    seconds: 1,
    position: { x, y },
  });
  const graph: DraftGraph = {
    schema: 1,
    nodes: [at("a", 0, 0), at("b", 336, 0), at("c", 672, 0)],
    edges: [
      { from: "a", port: "default", to: "c" },
      { from: "c", port: "default", to: "a" },
    ],
  };
  const routes = routesOf(graph);
  expect(routes.size).toBe(2);
  for (const route of routes.values())
    for (const node of graph.nodes) expect(meets(route, boxOf(node)), node.id).toBe(false);
});

test("fifteen hundred steps that all may fail into the same one are laid out, however the ways cross", () => {
  const nodes = Array.from({ length: 1_500 }, (_, at): DraftNode => ({
    id: `s${at}`,
    kind: "wait",
    name: `s${at}`,
    seconds: 1,
    onFailure: "branch",
  }));
  const edges = nodes
    .slice(0, -1)
    .flatMap(({ id }, at): DraftEdge[] => [
      { from: id, port: "default", to: `s${at + 1}` },
      ...(at < 1_498 ? [{ from: id, port: "on_failure", to: "s1499" }] : []),
    ]);
  const tidy = tidied({ schema: 1, nodes, edges });
  expect(routesOf(tidy).size).toBe(edges.length);
});

test("two ways out of one step do not run on top of each other where they lead apart", () => {
  const graph: DraftGraph = {
    schema: 1,
    nodes: [
      {
        id: "c",
        kind: "condition",
        name: "c",
        cases: [{ name: "high", when: "true" }],
        position: { x: 0, y: 0 },
      },
      { id: "up", kind: "wait", name: "up", seconds: 1, position: { x: 336, y: -40 } },
      { id: "down", kind: "wait", name: "down", seconds: 1, position: { x: 336, y: 120 } },
    ],
    edges: [
      { from: "c", port: "high", to: "down" },
      { from: "c", port: "else", to: "up" },
    ],
  };
  const turns = [...routesOf(graph).values()].map((route) => route[1]?.x);
  expect(new Set(turns).size).toBe(2);
});
