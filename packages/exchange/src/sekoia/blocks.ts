import type { SekoiaNode, SekoiaPlaybook, Target } from "./playbook.ts";

/** Which foreach each node stands in: there the body is what its loop leads to, and nobody else does. */
export function loopsOf(playbook: SekoiaPlaybook): ReadonlyMap<string, string> {
  const loops = [...playbook.nodes.values()].filter(({ loop }) => loop.length > 0);
  const bodies = loops.map((loop) => ({ id: loop.id, body: bodyOf(playbook, loop) }));
  // From the largest to the smallest, so that the innermost is written last.
  const parents = new Map<string, string>();
  for (const { id, body } of bodies.toSorted((a, b) => b.body.size - a.body.size))
    for (const inside of body) parents.set(inside, id);
  return parents;
}

function bodyOf({ nodes }: SekoiaPlaybook, loop: SekoiaNode): ReadonlySet<string> {
  const starts = [...nodes.values()].filter(({ type }) => type === "trigger").map(({ id }) => id);
  const onwards = ({ ways }: SekoiaNode) => ways.flatMap(({ targets }) => targets);
  const everywhere = (node: SekoiaNode) => [...onwards(node), ...node.loop];
  const follow = (own: (node: SekoiaNode) => readonly Target[]) => (id: string) => {
    const node = nodes.get(id);
    if (node === undefined) return [];
    return (node === loop ? own(node) : everywhere(node)).map((target) => target.id);
  };
  const outside = reach(starts, follow(onwards));
  const inside = reach(
    loop.loop.map(({ id }) => id),
    follow(() => []),
  );
  return new Set([...inside].filter((id) => !outside.has(id) && id !== loop.id));
}

function reach(from: readonly string[], next: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...next(id));
  }
  return found;
}
