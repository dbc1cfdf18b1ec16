import { lstat, readdir, readFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { CliError } from "./cli-error.ts";
import { EXIT } from "./exit-codes.ts";

/** As `modules.add` takes it. */
export interface ModuleUpload {
  /** For people: which it was. */
  readonly place: string;
  readonly files: readonly { readonly path: string; readonly base64: string }[];
}

const MEGABYTE = 1_048_576;
const MOST_FILE_BYTES = 5 * MEGABYTE;
const MOST_ZIP_BYTES = 16 * MEGABYTE;
const MANIFEST = "manifest.json";
const LEFT_OUT = new Set(["tests", "__pycache__", "node_modules", "venv"]);

/** Which modules lie at a path: a zip, the folder of one, or a checkout with a folder for each. Read one by one. */
export async function modulesAt(path: string): Promise<readonly (() => Promise<ModuleUpload>)[]> {
  const found = await looked(path);
  if (!found.isDirectory()) return [() => zipAt(path)];
  if (await hasManifest(path)) return [() => folderAt(path)];
  const entries = await readdir(path, { withFileTypes: true });
  const folders = entries
    .filter((entry) => entry.isDirectory() && !isLeftOut(entry.name))
    .map(({ name }) => join(path, name));
  const modules: string[] = [];
  for (const folder of folders.toSorted()) if (await hasManifest(folder)) modules.push(folder);
  if (modules.length === 0)
    throw new CliError(EXIT.usage, `${path} is no module, and holds none: there is no ${MANIFEST} in it.`);
  return modules.map((folder) => () => folderAt(folder));
}

async function zipAt(path: string): Promise<ModuleUpload> {
  const { size } = await lstat(path);
  if (size > MOST_ZIP_BYTES) throw tooLarge(path, MOST_ZIP_BYTES);
  const name = basename(path).endsWith(".zip") ? basename(path) : `${basename(path)}.zip`;
  return { place: path, files: [{ path: name, base64: await readFile(path, "base64") }] };
}

async function folderAt(folder: string): Promise<ModuleUpload> {
  const files: { path: string; base64: string }[] = [];
  for (const path of await filesIn(folder))
    files.push({
      path: relative(folder, path).replaceAll("\\", "/"),
      base64: await readFile(path, "base64"),
    });
  return { place: folder, files };
}

/** Nothing outside of the folder is read: links are refused before anything is sent. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(({ name }) => !isLeftOut(name))
      .map(async (entry) => {
        const path = join(folder, entry.name);
        if (entry.isSymbolicLink())
          throw new CliError(
            EXIT.usage,
            `${path} is a link, and links are not followed. Put the file itself there.`,
          );
        if (entry.isDirectory()) return filesIn(path);
        if (!entry.isFile()) throw new CliError(EXIT.usage, `${path} is no ordinary file. Take it away.`);
        if ((await lstat(path)).size > MOST_FILE_BYTES) throw tooLarge(path, MOST_FILE_BYTES);
        return [path];
      }),
  );
  return found.flat().toSorted();
}

function isLeftOut(name: string): boolean {
  return name.startsWith(".") || LEFT_OUT.has(name) || name.endsWith(".pyc");
}

async function hasManifest(folder: string): Promise<boolean> {
  return (await readdir(folder)).includes(MANIFEST);
}

async function looked(path: string) {
  try {
    return await lstat(path);
  } catch {
    throw new CliError(EXIT.usage, `${path} cannot be read: there is no such file or folder.`);
  }
}

function tooLarge(path: string, most: number): CliError {
  return new CliError(EXIT.usage, `${path} is larger than ${most / MEGABYTE} MB. Nothing of it was added.`);
}
