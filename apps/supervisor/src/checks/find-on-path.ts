import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import { searchPath } from "../env.ts";

/** The first of these programs that can be run, as a whole path. */
export async function findOnPath(...commands: readonly string[]): Promise<string | null> {
  for (const command of commands) {
    for (const folder of searchPath()) {
      const path = join(folder, command);
      const there = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (there) return path;
    }
  }
  return null;
}
