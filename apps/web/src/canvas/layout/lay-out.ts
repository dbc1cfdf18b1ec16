import { alignedBlocks } from "./aligned-blocks.ts";
import { layersOf } from "./layers.ts";
import { orderLayers } from "./order-layers.ts";
import { ranksOf } from "./ranks.ts";
import { settledHeights } from "./settled-heights.ts";

export interface Card {
  readonly id: string;
  readonly height: number;
}

export interface Link {
  readonly from: string;
  readonly to: string;
  /** Where it leaves, and where it comes in, from the top of the card. */
  readonly exit: number;
  readonly entry: number;
}

export interface Drawing {
  readonly cards: readonly Card[];
  /** Those of one card in the order of its ports, from top to bottom. */
  readonly links: readonly Link[];
}

export interface Sizes {
  /** From one column to the next. */
  readonly column: number;
  readonly gapY: number;
}

export type Places = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

/**
 * Columns by the longest way from the start, few crossings, straight rows, and a lane of its own for what passes
 * over a column; what is not connected stands below. In time that grows little faster than the drawing.
 */
export function layOut(drawing: Drawing, sizes: Sizes, onPart: (done: number) => void = () => {}): Places {
  const places = new Map<string, { x: number; y: number }>();
  let top = 0;
  for (const part of parts(drawing)) {
    const layers = layersOf(part, ranksOf(part));
    const whole = { before: places.size, size: part.cards.length };
    orderLayers(layers, (done) => onPart((whole.before + whole.size * done) / drawing.cards.length));
    const heights = settledHeights(layers, alignedBlocks(layers), sizes.gapY);
    const highest = heights.reduce((least, y) => Math.min(least, y), Infinity);
    let bottom = top;
    for (const [at, { card, rank, height }] of layers.spots.entries()) {
      if (card === null) continue;
      const y = top + (heights[at] ?? 0) - highest;
      places.set(card, { x: rank * sizes.column, y });
      bottom = Math.max(bottom, y + height);
    }
    top = bottom + 2 * sizes.gapY;
  }
  return places;
}

/** What hangs together, in the order of the drawing. */
function parts({ cards, links }: Drawing): Drawing[] {
  const parents = new Map(cards.map(({ id }) => [id, id]));
  const parentOf = (id: string) => parents.get(id) ?? id;
  const rootOf = (id: string): string => {
    let root = id;
    while (parentOf(root) !== root) {
      parents.set(root, parentOf(parentOf(root)));
      root = parentOf(root);
    }
    return root;
  };
  for (const { from, to } of links) parents.set(rootOf(to), rootOf(from));
  const cardsOf = Map.groupBy(cards, ({ id }) => rootOf(id));
  const linksOf = Map.groupBy(links, ({ from }) => rootOf(from));
  return [...cardsOf].map(([root, own]) => ({ cards: own, links: linksOf.get(root) ?? [] }));
}
