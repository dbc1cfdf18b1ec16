import { expect, test } from "vitest";
import { describeDifference } from "./compare.ts";
import { compareGenerated, GOAL } from "./generate/generated.ts";

/** The short form of `npm test`; `pnpm test:conformance` compares 20,000. */
const COUNT = 3_000;

test("generated templates are as Jinja2 has them", async () => {
  const seed = Number(process.env["RIPOSTE_CONFORMANCE_SEED"] ?? Math.floor(Math.random() * 2 ** 30));
  const differences = await compareGenerated(seed, COUNT);
  console.log(`${COUNT} cases from seed ${seed}: ${differences.length} differ`);
  const described = differences.map((one) => `seed ${one.asked.seed}: ${describeDifference(one)}`).join("\n");
  expect(1 - differences.length / COUNT, described).toBeGreaterThanOrEqual(GOAL);
});
