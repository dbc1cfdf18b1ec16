import { setTimeout as sleep } from "node:timers/promises";
import { call } from "./api.ts";
import type { Product } from "./product.ts";

export interface Story {
  readonly id: string;
  readonly state: string;
  readonly steps: readonly {
    readonly name: string;
    readonly state: string;
    readonly failure: { readonly code: string; readonly message: string } | null;
    readonly attempts: readonly { readonly log: string | null; readonly exitCode: number | null }[];
  }[];
}

const PATIENCE_MS = 60_000;

/** The run's story once it is in one of these states; an error that tells it when that takes too long. */
export async function untilState(
  product: Pick<Product, "url" | "token">,
  run: string,
  wanted: readonly string[],
  {
    patienceMs = PATIENCE_MS,
    everyMs = 100,
  }: { readonly patienceMs?: number; readonly everyMs?: number } = {},
): Promise<Story> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const story = await call<Story>(product, "runs.get", "query", { id: run });
    if (wanted.includes(story.state)) return story;
    if (Date.now() > deadline || story.state === "failed") {
      throw new Error(`run ${run} is ${story.state}, not ${wanted.join(" or ")}: ${JSON.stringify(story)}`);
    }
    await sleep(everyMs);
  }
}
