import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { call } from "../support/api.ts";
import { startProduct } from "../support/product.ts";
import { untilState } from "../support/until-state.ts";
import type { Story } from "../support/until-state.ts";

/** Longer than Temporal waits for a heartbeat, than the script may take, and than its lease is. */
const FROZEN_MS = 65_000;

// A minute of standing still: in the full form alone. What it takes is tested in python-activities/tests in short.
test.skipIf(process.env["RIPOSTE_FAULT_RUNS"] === undefined)(
  "a script that ended while its worker stood still has ended well",
  async () => {
    // It would be taken for hung, and started again.
    await using product = await startProduct({ env: { RIPOSTE_SILENCE_SECONDS: "600" } });
    const file = join(import.meta.dirname, "frozen/playbook.yaml");
    const applied = await product.riposte("apply", file, "--publish");
    expect(applied, applied.stderr).toMatchObject({ code: 0 });
    const { run } = await call<{ run: string }>(product, "runs.start", "mutation", { playbook: "Frozen" });
    const story = () => call<Story>(product, "runs.get", "query", { id: run });
    while (((await story()).steps.find(({ name }) => name === "act")?.attempts.length ?? 0) === 0) {
      await sleep(50);
    }

    const runner = (await product.processes()).find(({ name }) => name === "runner")?.pid ?? 0;
    expect(runner).toBeGreaterThan(1);
    process.kill(runner, "SIGSTOP");
    await sleep(FROZEN_MS);
    process.kill(runner, "SIGCONT");

    const { steps } = await untilState(product, run, ["done"]);
    expect(steps.find(({ name }) => name === "act")?.attempts).toHaveLength(1);
  },
);
