/** What chance decides, the same for the same seed. */
export interface Dice {
  /** From 0 up to below `count`. */
  below(count: number): number;
  between(least: number, most: number): number;
  /** True `percent` times in a hundred. */
  chance(percent: number): boolean;
  pick<T>(from: readonly T[]): T;
  shuffled<T>(all: readonly T[]): T[];
  /** Of its own, by name: what one asks does not change what another gets. */
  apart(name: string): Dice;
}

export function createDice(seed: string): Dice {
  let state = hashOf(seed);
  const below = (count: number) => {
    state = (state + 0x6d2b79f5) | 0;
    return mixed(state) % count;
  };
  const dice: Dice = {
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (percent) => below(100) < percent,
    pick: (from) => {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new Error("There is nothing to pick from.");
      return picked;
    },
    shuffled: (all) =>
      all
        .map((one) => ({ one, rank: below(1_000_000) }))
        .toSorted((a, b) => a.rank - b.rank)
        .map(({ one }) => one),
    apart: (name) => createDice(`${seed} ${name}`),
  };
  return dice;
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return mixed(hash);
}

function mixed(value: number): number {
  let word = Math.imul(value ^ (value >>> 15), value | 1);
  word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
  return (word ^ (word >>> 14)) >>> 0;
}
