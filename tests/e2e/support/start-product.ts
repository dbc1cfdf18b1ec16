import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { environmentOf } from "../../support/process-environment.ts";
import { startProduct } from "../../support/product.ts";

/** What the tests of a browser know of the product that runs for all of them. */
export interface Stage {
  readonly url: string;
  readonly token: string;
  /** What the start printed, with the link for the first admin. */
  readonly printed: string;
  readonly databaseUrl: string;
  /** Its folder. */
  readonly data: string;
}

declare module "vitest" {
  interface ProvidedContext {
    readonly stage: Stage;
  }
}

/** One product for all files: its start takes longer than most of them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const product = await startProduct({ examples: true });
  const greeted = await untilGreeted(() => product.log());
  const api = (await product.processes()).find(({ name }) => name === "api");
  const databaseUrl = (await environmentOf(api?.pid ?? 0)).get("DATABASE_URL") ?? "";
  const token = (await readFile(join(product.data, "token"), "utf8")).trim();
  project.provide("stage", { url: product.url, token, printed: greeted, databaseUrl, data: product.data });
  return async () => product[Symbol.asyncDispose]();
}

const PATIENCE_MS = 30_000;

/** The links are printed after everything runs. */
async function untilGreeted(printed: () => string): Promise<string> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!printed().includes("Ctrl-C stops everything")) {
    if (Date.now() > deadline) throw new Error(`No greeting was printed:\n${printed()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return printed();
}
