import { base64Of } from "../../../api/base64-of.ts";

const MEGABYTE = 1_048_576;
const MOST_BYTES = 16 * MEGABYTE;

export interface ModuleUpload {
  readonly path: string;
  readonly base64: string;
}

/** A zip, or the files of a folder with their paths in it. @throws Error for people where they are too large. */
export async function readModuleFiles(files: readonly File[]): Promise<readonly ModuleUpload[]> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > MOST_BYTES)
    throw new Error(
      `These files are ${Math.ceil(size / MEGABYTE)} MB large, and a module has ${MOST_BYTES / MEGABYTE} MB at most. Nothing was added.`,
    );
  return Promise.all(
    files.map(async (file) => ({
      path: file.webkitRelativePath === "" ? file.name : file.webkitRelativePath,
      base64: base64Of(await file.arrayBuffer()),
    })),
  );
}
