import { constants, existsSync } from "node:fs";
import { access, chmod, mkdir, readdir, realpath, rm, statfs, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { codeOf, UserError } from "../user-error.ts";

/** What PostgreSQL and Temporal need to begin with, and some room. */
const LEAST_FREE_BYTES = 300e6;

export interface DataFolder {
  readonly path: string;
  readonly file: (...names: readonly string[]) => string;
}

/** @throws UserError when it cannot be made or written to, or its disk is full. */
export async function openDataFolder(path: string): Promise<DataFolder> {
  try {
    await makeFolder(path);
    await refuseOthersFolder(path);
    // Other users pass through to the parts that are theirs, and see nothing else.
    await chmod(path, process.getuid?.() === 0 ? 0o711 : 0o700);
    await access(path, constants.W_OK | constants.X_OK);
    const probe = join(path, `.probe-${process.pid}`);
    await writeFile(probe, "x");
    await rm(probe);
  } catch (error) {
    throw explainDataError(error, path);
  }
  await checkSpace(path);
  const real = await realpath(path);
  await mkdir(join(real, "logs"), { recursive: true, mode: 0o750 });
  return { path: real, file: (...names) => join(real, ...names) };
}

/** Node's own recursion never ends where a folder above can neither be found nor made, as in `/proc`. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return;
    if (codeOf(error) !== "ENOENT" || dirname(path) === path || existsSync(dirname(path))) throw error;
    await makeFolder(dirname(path));
    await mkdir(path);
  }
}

/** Its mode is about to change and its disk to fill: neither should happen to somebody's home folder. */
async function refuseOthersFolder(path: string): Promise<void> {
  const names = await readdir(path);
  const ours =
    names.some((name) => name === "settings.json" || name === "logs") ||
    // A second machine begins with the key ring of the first.
    names.every((name) => name === "keys");
  if (!ours) {
    throw new UserError(`The folder ${path} holds other files: name an empty or a new one with --data DIR.`);
  }
}

async function checkSpace(path: string): Promise<void> {
  const { bavail, bsize } = await statfs(path);
  if (bavail * bsize < LEAST_FREE_BYTES) {
    const free = Math.floor((bavail * bsize) / 1e6);
    throw new UserError(
      `The disk of the data folder ${path} is full (${free} MB are free, ${LEAST_FREE_BYTES / 1e6} are needed): make room, or choose another folder with --data DIR.`,
    );
  }
}

/** Turns what the file system said into a sentence about the data folder; anything else is returned as it is. */
function explainDataError(error: unknown, path: string): unknown {
  const elsewhere = "choose another folder with --data DIR";
  switch (codeOf(error)) {
    case "ENOSPC":
    case "EDQUOT":
      return new UserError(`The disk of the data folder ${path} is full: make room, or ${elsewhere}.`);
    case "EROFS":
      return new UserError(`The data folder ${path} is on a read-only file system: ${elsewhere}.`);
    case "ENOENT":
      return new UserError(`The data folder ${path} cannot be made there: ${elsewhere}.`);
    case "EACCES":
    case "EPERM":
      return new UserError(`The data folder ${path} may not be written to by this user: ${elsewhere}.`);
    case "ENOTDIR":
    case "EEXIST":
      return new UserError(`The data folder ${path} is not a folder: ${elsewhere}.`);
    default:
      return error;
  }
}
