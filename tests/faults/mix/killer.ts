import { setTimeout as sleep } from "node:timers/promises";
import type { Product } from "../../support/product.ts";
import type { Dice } from "./dice.ts";

/** Kills one process after the other, until it is told to stop; whoever is killed comes back by itself. */
export interface Killer {
  /** How often each was killed. */
  readonly kills: Map<string, number>;
  /** After so many kills at least. */
  readonly stop: (least: number) => Promise<void>;
}

const VICTIMS = [
  "worker",
  "runner",
  "api",
  "temporal",
  "postgres",
  "supervisor",
  // Elsewhere the runner has one of its own.
  ...(process.getuid?.() === 0 ? ["launcher"] : []),
];
const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 4_000;

export function startKiller(product: Product, dice: Dice): Killer {
  const kills = new Map<string, number>();
  let count = 0;
  let enough = Infinity;

  async function kill(victim: string): Promise<void> {
    try {
      await product.kill(victim);
    } catch {
      // It is just being started.
      return;
    }
    count += 1;
    kills.set(victim, (kills.get(victim) ?? 0) + 1);
    if (victim === "supervisor") await product.restart();
  }

  async function live(): Promise<void> {
    for (let deck: string[] = []; count < enough;) {
      await sleep(dice.between(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS));
      if (deck.length === 0) deck = dice.shuffled(VICTIMS);
      const victim = deck.pop();
      if (victim !== undefined && count < enough) await kill(victim);
    }
  }

  const life = live();
  // Whoever waits for the end hears of it.
  life.catch(() => {});
  return {
    kills,
    async stop(least) {
      enough = least;
      await life;
    },
  };
}
