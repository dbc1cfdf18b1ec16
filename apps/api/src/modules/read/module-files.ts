import { validateFileName } from "yauzl";
import { isBookkeeping, zipFiles } from "../../actions/upload/zip-files.ts";
import { sizeWords } from "../../actions/upload/upload-limits.ts";
import type { UserError } from "../../user-error.ts";
import { MODULE } from "./module-limits.ts";
import { refuseModule } from "./refuse-module.ts";

export interface ModuleFile {
  /** From the module's folder: `http_module/helpers.py`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const MANIFEST = "manifest.json";

/** The files of the one module in an upload: a zip, or the files of a folder. @throws UserError */
export async function moduleFiles(upload: readonly ModuleFile[]): Promise<readonly ModuleFile[]> {
  if (sizeOf(upload) > MODULE.bytes) throw tooLargeModule();
  const [first] = upload;
  const isZip = upload.length === 1 && first !== undefined && first.path.endsWith(".zip");
  const files = isZip ? await unpacked(first) : given(upload);
  return insideFolder(files, isZip ? first.path : "The upload");
}

export function tooLargeModule(): UserError {
  const why = `is larger than ${sizeWords(MODULE.bytes)}. Upload one module at a time.`;
  return refuseModule("The upload", why);
}

async function unpacked({ path, bytes }: ModuleFile): Promise<readonly ModuleFile[]> {
  const { files } = await zipFiles(path, bytes, {
    noun: "file",
    entries: MODULE.files,
    fileBytes: MODULE.fileBytes,
    unpackedBytes: MODULE.unpackedBytes,
    isWanted,
  });
  return files;
}

function given(files: readonly ModuleFile[]): readonly ModuleFile[] {
  for (const { path, bytes } of files) {
    if (validateFileName(path) !== null) throw refuseModule(path, "has a path that leads out of its folder.");
    if (bytes.length > MODULE.fileBytes)
      throw refuseModule(
        path,
        `is larger than ${sizeWords(MODULE.fileBytes)}, the most that a file can have.`,
      );
  }
  return files.filter(({ path }) => isWanted(path));
}

/** The folder of its manifest is the module's. */
function insideFolder(files: readonly ModuleFile[], where: string): readonly ModuleFile[] {
  const folders = files.flatMap(({ path }) => (fileOf(path) === MANIFEST ? [folderOf(path)] : []));
  const [folder, ...others] = folders.filter((one) => !folders.some((above) => isAbove(above, one)));
  if (folder === undefined)
    throw refuseModule(where, `holds no ${MANIFEST}: it is no module. Choose the folder that has one.`);
  if (others.length > 0) {
    const names = [folder, ...others].map((one) => one.replace(/\/$/, ""));
    throw refuseModule(where, `holds ${names.length} modules (${listed(names)}). Add one at a time.`);
  }
  return files
    .filter(({ path }) => path.startsWith(folder))
    .map(({ path, bytes }) => ({ path: path.slice(folder.length), bytes }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function isAbove(above: string, folder: string): boolean {
  return above !== folder && folder.startsWith(above);
}

/** What tests, tools and systems leave beside a module is none of it. */
function isWanted(path: string): boolean {
  const folders = path.split("/").slice(0, -1);
  return !isBookkeeping(path) && !folders.some((name) => LEFT_OUT.has(name)) && !path.endsWith(".pyc");
}

const LEFT_OUT = new Set(["tests", "__pycache__", "node_modules", "venv"]);

function listed(names: readonly string[]): string {
  return names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")}, …`;
}

function sizeOf(files: readonly ModuleFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

function fileOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
