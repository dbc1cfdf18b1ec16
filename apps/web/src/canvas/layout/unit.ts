import type { Arranged, Card, Places, Sizes } from "./lay-out.ts";

/** A loop with its frame beside it, as one thing to be laid out. */
export interface Unit {
  readonly card: Card;
  /** Where the loop's own card is, and where those of its body are, from the unit's corner. */
  readonly row: number;
  readonly inside: Places;
}

/** The first step of the body stands a little below the loop's card, as a step does that is added there. */
export function unitOf(card: Card, { places, width, height }: Arranged, sizes: Sizes): Unit {
  const { column, frame, least } = sizes;
  const first = places.get(card.body?.first ?? "")?.y ?? 0;
  // The body's top, from the top of the loop's card.
  const level = frame.first - first;
  const top = Math.max(0, level - frame.top) + frame.top;
  const row = Math.max(0, frame.top - level);
  const isEmpty = places.size === 0;
  const room = isEmpty ? least : { width, height };
  return {
    card: {
      id: card.id,
      height: Math.max(row + card.height, top + room.height + frame.side),
      extra: column + room.width + frame.side - sizes.width,
      row,
    },
    row,
    inside: new Map([...places].map(([id, { x, y }]) => [id, { x: column + x, y: top + y }])),
  };
}
