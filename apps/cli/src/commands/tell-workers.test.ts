import { expect, test } from "vitest";
import { areWell, tellWorkers } from "./tell-workers.ts";

const worker = (standing: "current" | "behind" | "refusing", reason: string | null = null) => ({
  build: "0123456789abcdef",
  release: "0.1.0",
  standing,
  reason,
});

test("each build is told by what it does with the runs", () => {
  expect(tellWorkers([worker("current"), worker("refusing", "Two open runs need more.")])).toEqual([
    "workers   Riposte 0.1.0 (build 01234567) takes the runs",
    "workers   Riposte 0.1.0 (build 01234567) takes no runs: Two open runs need more.",
  ]);
});

test("all is well while somebody takes the runs and nobody refuses", () => {
  expect(areWell([worker("current"), worker("behind", "Another one is newer.")])).toBe(true);
  expect(areWell([worker("behind", "Another one had them.")])).toBe(false);
  expect(areWell([worker("current"), worker("refusing", "…")])).toBe(false);
  expect(areWell([worker("current", "One open run needs more.")])).toBe(false);
});
