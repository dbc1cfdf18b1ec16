import { setTimeout as sleep } from "node:timers/promises";
import { Client, Connection } from "@temporalio/client";
import { call } from "../../support/api.ts";
import type { Product } from "../../support/product.ts";
import { allRuns } from "./judge.ts";

const PATIENCE_MS = 240_000;

/** Every run is over, nobody is asked anything, every process runs, and Temporal has no workflow left. */
export async function untilQuiet(product: Product, lastRefusal: () => string): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; ;) {
    const noise = await listen(product).catch((error: unknown) => String(error));
    if (noise === null) return;
    if (Date.now() > deadline) throw new Error(`${noise}\nLast refused: ${lastRefusal()}\n${product.log()}`);
    await sleep(500);
  }
}

async function listen(product: Product): Promise<string | null> {
  const going = (await allRuns(product)).filter(({ over }) => !over);
  if (going.length > 0) return `Runs do not end: ${JSON.stringify(going)}`;
  const waiting = await call<Record<"approvals" | "outcomes" | "failures", readonly unknown[]>>(
    product,
    "approvals.waiting",
    "query",
    {},
  );
  const asked = [waiting.approvals, waiting.outcomes, waiting.failures].flat();
  if (asked.length > 0) return `Somebody is still asked: ${JSON.stringify(asked)}`;
  const rows = await product.processes();
  const away = rows.filter(({ state }) => state !== "running");
  if (away.length > 0) return `Not all processes run: ${JSON.stringify(away)}`;
  const left = await openWorkflows(rows.find(({ name }) => name === "temporal")?.address ?? "");
  return left === 0 ? null : `${left} workflows are left in Temporal.`;
}

async function openWorkflows(address: string): Promise<number> {
  const connection = await Connection.connect({ address });
  try {
    const { count } = await new Client({ connection }).workflow.count("ExecutionStatus = 'Running'");
    return count;
  } finally {
    await connection.close();
  }
}
