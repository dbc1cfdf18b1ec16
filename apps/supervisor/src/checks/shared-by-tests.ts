import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { keepTestDatabase, KEPT_TEST_DATABASE } from "@riposte/db/testing";
import type { Variables } from "../env.ts";

/** Variables that tell tests where things lie which each of them would make again. */
export type SharedByTests = Variables;

/** In this folder: a migrated database, what processes compile, and what a product keeps in its cache. */
export async function makeShared(folder: string): Promise<SharedByTests> {
  const database = join(folder, "database");
  const product = join(folder, "product");
  // As root PostgreSQL runs as somebody else, who passes through here.
  await chmod(folder, 0o711);
  await keepTestDatabase(database);
  await mkdir(product);
  return {
    [KEPT_TEST_DATABASE]: database,
    NODE_COMPILE_CACHE: join(folder, "modules"),
    RIPOSTE_TEST_CACHE: product,
  };
}
