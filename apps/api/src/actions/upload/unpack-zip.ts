import type { Readable } from "node:stream";
import { fromBufferPromise, validateFileName } from "yauzl";
import type { Entry, ZipFile } from "yauzl";
import { refuse, shown } from "./refuse.ts";
import { scriptText } from "./script-text.ts";
import type { UploadedScript } from "./script-text.ts";
import { sizeWords, UPLOAD } from "./upload-limits.ts";

interface Unpacked {
  readonly scripts: readonly UploadedScript[];
  /** What is no script, by its name in the zip. */
  readonly ignored: readonly string[];
}

/** Looks at every entry before the first one is unpacked. @throws UserError */
export async function unpackZip(name: string, bytes: Uint8Array): Promise<Unpacked> {
  const zip = await opened(name, bytes);
  try {
    const entries = await entriesOf(name, zip);
    const wanted = entries.filter(({ fileName }) => isScript(fileName));
    const scripts: UploadedScript[] = [];
    for (const entry of wanted) scripts.push(scriptText(entry.fileName, await read(name, zip, entry)));
    const ignored = entries.filter(({ fileName }) => !isScript(fileName) && !isBookkeeping(fileName));
    return { scripts, ignored: ignored.map(({ fileName }) => shown(fileName)) };
  } finally {
    zip.close();
  }
}

async function opened(name: string, bytes: Uint8Array): Promise<ZipFile> {
  try {
    return await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true, validateEntrySizes: true });
  } catch {
    throw refuse(name, "is no zip that can be read. Pack it again.");
  }
}

async function entriesOf(name: string, zip: ZipFile): Promise<readonly Entry[]> {
  if (zip.entryCount > UPLOAD.entries)
    throw refuse(name, `holds more than ${UPLOAD.entries} files. Pack the scripts only.`);
  const entries: Entry[] = [];
  let unpacked = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      if (isScript(entry.fileName)) unpacked += entry.uncompressedSize;
    }
  } catch (error) {
    throw refuse(name, faultOf(error));
  }
  for (const entry of entries) {
    const where = `in ${name}`;
    if (validateFileName(entry.fileName) !== null) throw refuse(name, LEADS_OUT);
    if (isLink(entry))
      throw refuse(entry.fileName, `${where} is a link, and links are not followed. Pack the script itself.`);
    if (entry.isEncrypted()) throw refuse(name, "is locked with a password. Pack it without one.");
    if (isScript(entry.fileName) && entry.uncompressedSize > UPLOAD.scriptBytes)
      throw refuse(
        entry.fileName,
        `${where} unpacks to more than ${sizeWords(UPLOAD.scriptBytes)}, the most that a script can have.`,
      );
  }
  if (unpacked > UPLOAD.unpackedBytes)
    throw refuse(name, `unpacks to more than ${sizeWords(UPLOAD.unpackedBytes)}. Pack fewer scripts.`);
  return entries;
}

const LEADS_OUT =
  "holds a file whose path leads out of it. Pack the scripts again, without folders above them.";

/** The reader refuses such names by itself. */
function faultOf(error: unknown): string {
  const words = error instanceof Error ? error.message : "";
  return /^(?:absolute path|invalid relative path|invalid characters in fileName)/.test(words)
    ? LEADS_OUT
    : "is no zip that can be read. Pack it again.";
}

/** The declared size is checked already, and what unpacks to another one is broken off. */
async function read(name: string, zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    const stream: Readable = await zip.openReadStreamPromise(entry);
    for await (const piece of stream) {
      length += (piece as Buffer).length;
      if (length > UPLOAD.scriptBytes) break;
      pieces.push(piece as Buffer);
    }
  } catch {
    throw refuse(entry.fileName, `in ${name} does not unpack to what the zip says it holds. Pack it again.`);
  }
  return Buffer.concat(pieces);
}

const FILE_TYPE = 0o170_000;
const LINK = 0o120_000;

/** By the mode that Unix writes into a zip. */
function isLink({ externalFileAttributes }: Entry): boolean {
  return ((externalFileAttributes >>> 16) & FILE_TYPE) === LINK;
}

function isScript(path: string): boolean {
  return path.endsWith(".py") && !isBookkeeping(path);
}

/** Folders, and what systems leave behind. */
function isBookkeeping(path: string): boolean {
  return path.endsWith("/") || path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");
}
