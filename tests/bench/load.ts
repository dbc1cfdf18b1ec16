import { spread } from "./statistics.ts";
import type { Spread } from "./statistics.ts";

export interface Load {
  /** Milliseconds a request. */
  readonly latency: Spread;
  /** Milliseconds of wall time a request, all in all: the inverse of the rate. */
  readonly wallEach: number;
}

/** Sends `count` requests, `atOnce` under way at any time; the first `atOnce` are not counted in the latencies. */
export async function sendLoad(count: number, atOnce: number, send: () => Promise<void>): Promise<Load> {
  const took: number[] = [];
  let left = count;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let first = true; left > 0; first = false) {
        left -= 1;
        const started = performance.now();
        await send();
        if (!first) took.push(performance.now() - started);
      }
    }),
  );
  return { latency: spread(took), wallEach: (performance.now() - from) / count };
}
