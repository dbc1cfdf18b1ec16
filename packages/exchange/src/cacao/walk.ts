import type { CacaoPlaybook, CacaoStep } from "./steps.ts";

/** Where a path goes on when it comes to an `end`: that ends the branch it stands in. */
export interface Block {
  /** The loop whose body it is. */
  readonly parent: string | undefined;
  /** What comes after the branch; null: nothing, the path is over. */
  readonly after: { readonly id: string; readonly block: Block } | null;
}

export interface Walk {
  /** A step of the workflow, within its block; its ways out are `ways`. */
  readonly visit: (step: CacaoStep, block: Block) => readonly Way[];
  readonly connect: (from: string, port: string, to: string) => void;
  /** What stands for no step of the file, as the end of what runs side by side. */
  readonly isOwnNode: (id: string) => boolean;
  /** It is reached in two blocks, and can stand in one. */
  readonly cross: (from: CacaoStep, to: CacaoStep) => void;
}

export interface Way {
  /** A node: the step's own, or one that stands for it. */
  readonly from: string;
  readonly port: string;
  /** Null: it goes on after the block. */
  readonly to: string | null;
  readonly block: Block;
}

/** From the start, then from whatever nothing led to: each step once, in the block that it is first come to in. */
export function walk({ steps, start }: CacaoPlaybook, { visit, connect, isOwnNode, cross }: Walk): void {
  const blocks = new Map<string, Block>();
  const top: Block = { parent: undefined, after: null };
  const open: { readonly step: CacaoStep; readonly block: Block }[] = [];
  const enter = (step: CacaoStep, block: Block) => {
    if (blocks.has(step.id)) return;
    blocks.set(step.id, block);
    open.push({ step, block });
  };
  const lead = (way: Way, from: CacaoStep) => {
    if (way.to !== null && isOwnNode(way.to)) return connect(way.from, way.port, way.to);
    const step = way.to === null ? undefined : steps.get(way.to);
    if (step === undefined || step.type === "end") {
      const { after } = way.block;
      if (after !== null) lead({ ...way, to: after.id, block: after.block }, from);
      return;
    }
    // A body that leads back to its loop ends an iteration, which it does here by itself.
    if (step.id === way.block.parent) return;
    const block = outwards(way.block, step.id);
    enter(step, block);
    const stands = blocks.get(step.id);
    if (stands?.parent === block.parent) connect(way.from, way.port, step.id);
    else cross(from, step);
  };
  const drain = () => {
    for (let next = open.shift(); next !== undefined; next = open.shift())
      for (const way of visit(next.step, next.block)) lead(way, next.step);
  };
  enter(start, top);
  drain();
  for (const step of steps.values()) {
    if (step.type === "end" || blocks.has(step.id)) continue;
    enter(step, top);
    drain();
  }
}

/** A path may lead to what comes after its branch by name, too: that stands outside of it. */
function outwards(block: Block, id: string): Block {
  for (let at: Block = block; at.after !== null; at = at.after.block)
    if (at.after.id === id) return at.after.block;
  return block;
}
