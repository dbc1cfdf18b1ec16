import { alignedBlocks } from "./aligned-blocks.ts";
import { layersOf } from "./layers.ts";
import type { Layers } from "./layers.ts";
import { orderLayers } from "./order-layers.ts";
import { ranksOf } from "./ranks.ts";
import { settledHeights } from "./settled-heights.ts";
import { unitOf } from "./unit.ts";

export interface Card {
  readonly id: string;
  readonly height: number;
  /** How much wider it is than a card, with its frame. */
  readonly extra?: number;
  /** Where its row is, from its top. */
  readonly row?: number;
  /** Of a loop; `first`: the step its iterations begin with. */
  readonly body?: Drawing & { readonly first: string | null };
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
  readonly width: number;
  /** What a frame takes beyond its body, and what an empty one has room for. */
  readonly frame: { readonly side: number; readonly top: number; readonly first: number };
  readonly least: { readonly width: number; readonly height: number };
}

export type Places = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

/**
 * Columns by the longest way from the start, few crossings, straight rows, and a lane of its own for what passes
 * over a column; what is not connected stands below. Bodies of loops are laid out the same way, each in its frame.
 * In time that grows little faster than the drawing.
 */
export function layOut(drawing: Drawing, sizes: Sizes, onPart: (done: number) => void = () => {}): Places {
  return arranged(drawing, sizes, onPart).places;
}

/** Places, and how much room all of it takes. */
export interface Arranged {
  readonly places: Places;
  readonly width: number;
  readonly height: number;
}

function arranged(drawing: Drawing, sizes: Sizes, onPart: (done: number) => void): Arranged {
  const units = new Map(
    drawing.cards.flatMap((card) =>
      card.body === undefined
        ? []
        : [
            [
              card.id,
              unitOf(
                card,
                arranged(card.body, sizes, () => {}),
                sizes,
              ),
            ] as const,
          ],
    ),
  );
  if (units.size === 0) return flat(drawing, sizes, onPart);
  const cards = drawing.cards.map((card) => units.get(card.id)?.card ?? card);
  const links = drawing.links.map((link) => ({
    ...link,
    exit: link.exit + (units.get(link.from)?.row ?? 0),
    entry: link.entry + (units.get(link.to)?.row ?? 0),
  }));
  const places = new Map<string, { x: number; y: number }>();
  const outside = flat({ cards, links }, sizes, onPart);
  for (const [id, { x, y }] of outside.places) {
    const unit = units.get(id);
    places.set(id, { x, y: y + (unit?.row ?? 0) });
    for (const [inner, at] of unit?.inside ?? []) places.set(inner, { x: x + at.x, y: y + at.y });
  }
  return { ...outside, places };
}

function flat(drawing: Drawing, sizes: Sizes, onPart: (done: number) => void): Arranged {
  const places = new Map<string, { x: number; y: number }>();
  const extras = new Map(drawing.cards.map(({ id, extra = 0 }) => [id, extra]));
  let [top, width, height] = [0, 0, 0];
  for (const part of parts(drawing)) {
    const layers = layersOf(part, ranksOf(part));
    const whole = { before: places.size, size: part.cards.length };
    orderLayers(layers, (done) => onPart((whole.before + whole.size * done) / drawing.cards.length));
    const heights = settledHeights(layers, alignedBlocks(layers), sizes.gapY);
    const highest = heights.reduce((least, y) => Math.min(least, y), Infinity);
    const columns = columnsOf(layers, extras, sizes);
    let bottom = top;
    for (const [at, { card, rank, height: tall }] of layers.spots.entries()) {
      if (card === null) continue;
      const y = top + (heights[at] ?? 0) - highest;
      places.set(card, { x: columns[rank] ?? 0, y });
      bottom = Math.max(bottom, y + tall);
      width = Math.max(width, (columns[rank] ?? 0) + sizes.width + (extras.get(card) ?? 0));
    }
    height = bottom;
    top = bottom + 2 * sizes.gapY;
  }
  return { places, width, height };
}

/** Where each column begins: one that holds a frame is as wide as that. */
function columnsOf({ spots }: Layers, extras: ReadonlyMap<string, number>, { column }: Sizes): number[] {
  const wider: number[] = [];
  for (const { card, rank } of spots)
    wider[rank] = Math.max(wider[rank] ?? 0, card === null ? 0 : (extras.get(card) ?? 0));
  let x = 0;
  return wider.map((extra) => {
    const at = x;
    x += column + extra;
    return at;
  });
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
