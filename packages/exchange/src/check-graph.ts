import type { DraftGraph, DraftNode } from "@riposte/draft";
import { Fault } from "./fault.ts";

/** Where things of a graph stand in its file. */
export interface GraphLines {
  readonly ofNode: (at: number) => number | null;
  readonly ofEdge: (at: number) => number | null;
}

/** What a canvas can show and an engine could run: steps apart, edges between them, and no circle. @throws Fault */
export function checkGraph({ nodes, edges }: DraftGraph, lines: GraphLines): void {
  const places = new Map<string, number>();
  for (const [at, { id }] of nodes.entries()) {
    const before = places.get(id);
    if (before !== undefined) {
      const first = lines.ofNode(before);
      const where = first === null ? "" : `, the first in line ${first}`;
      throw new Fault(`two steps have the id "${id}"${where}. Give each an id of its own.`, lines.ofNode(at));
    }
    places.set(id, at);
  }
  const seen = new Set<string>();
  for (const [at, { from, port, to }] of edges.entries()) {
    for (const id of [from, to]) {
      if (places.has(id)) continue;
      throw new Fault(
        `a connection leads to or from the step "${id}", which is not there.`,
        lines.ofEdge(at),
      );
    }
    const key = JSON.stringify([from, port, to]);
    if (seen.has(key))
      throw new Fault(
        `two connections lead from "${from}" (${port}) to "${to}". Remove one.`,
        lines.ofEdge(at),
      );
    seen.add(key);
  }
  const circle = findCircle(nodes, edges);
  if (circle === null) return;
  const names = circle.map((id) => titleOf(nodes[places.get(id) ?? 0], id));
  const message = `its steps lead in a circle: ${names.join(" → ")}. Use a loop for what is to be repeated.`;
  throw new Fault(message, lines.ofNode(places.get(circle[0] ?? "") ?? 0));
}

function titleOf(node: DraftNode | undefined, id: string): string {
  const label = node?.["label"];
  return typeof label === "string" && label !== "" ? label : (node?.name ?? id);
}

/** The steps of one, its first at its end again; without recursion, however long the playbook is. */
function findCircle(nodes: DraftGraph["nodes"], edges: DraftGraph["edges"]): readonly string[] | null {
  const next = Map.groupBy(edges, ({ from }) => from);
  const done = new Set<string>();
  for (const { id: start } of nodes) {
    const way = [{ id: start, at: 0 }];
    const onWay = new Set([start]);
    for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
      const to = done.has(here.id) ? undefined : next.get(here.id)?.[here.at]?.to;
      here.at += 1;
      if (to === undefined) {
        done.add(here.id);
        onWay.delete(here.id);
        way.pop();
      } else if (onWay.has(to)) {
        const ids = way.map(({ id }) => id);
        return [...ids.slice(ids.indexOf(to)), to];
      } else {
        way.push({ id: to, at: 0 });
        onWay.add(to);
      }
    }
  }
  return null;
}
