import { readFile, realpath, stat } from "node:fs/promises";
import { extname, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** A file of a package, or a stub, to be read by who asks where something is defined. */
export interface LibraryFile {
  /** `requests/api.pyi` */
  readonly name: string;
  readonly text: string;
}

const MOST_BYTES = 2 * 1_048_576;

/** Null unless it really lies in one of the folders, past any links, and is Python. */
export async function readLibraryFile(uri: string, folders: readonly string[]): Promise<LibraryFile | null> {
  if (!uri.startsWith("file://")) return null;
  const path = await realpath(fileURLToPath(uri)).catch(() => null);
  if (path === null || ![".py", ".pyi"].includes(extname(path))) return null;
  const folder = folders.find((each) => path.startsWith(each + sep));
  if (folder === undefined || (await stat(path)).size > MOST_BYTES) return null;
  // Of typeshed, `stubs/requests/requests/api.pyi`.
  const name = relative(folder, path).split(sep).join("/");
  return { name: name.replace(/^(stdlib|stubs\/[^/]+)\//, ""), text: await readFile(path, "utf8") };
}
