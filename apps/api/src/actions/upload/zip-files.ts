import type { Readable } from "node:stream";
import { fromBufferPromise, validateFileName } from "yauzl";
import type { Entry, ZipFile } from "yauzl";
import { refuse, shown } from "./refuse.ts";
import { sizeWords } from "./upload-limits.ts";

export interface ZipRules {
  /** What is wanted of it: `script`. */
  readonly noun: string;
  /** Its folders count too. */
  readonly entries: number;
  readonly fileBytes: number;
  /** Of all that is wanted, unpacked. */
  readonly unpackedBytes: number;
  readonly isWanted: (path: string) => boolean;
}

export interface ZippedFile {
  /** As the zip has it, with its folders. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

interface Unpacked {
  readonly files: readonly ZippedFile[];
  /** The paths of what was not wanted. */
  readonly others: readonly string[];
}

/** Looks at every entry before the first one is unpacked. @throws UserError */
export async function zipFiles(name: string, bytes: Uint8Array, rules: ZipRules): Promise<Unpacked> {
  const zip = await opened(name, bytes);
  try {
    const entries = await entriesOf(name, zip, rules);
    const files: ZippedFile[] = [];
    for (const entry of entries) {
      if (rules.isWanted(entry.fileName))
        files.push({ path: entry.fileName, bytes: await read(name, { zip, entry }, rules) });
    }
    const others = entries.filter(({ fileName }) => !rules.isWanted(fileName));
    return { files, others: others.map(({ fileName }) => fileName) };
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

async function entriesOf(name: string, zip: ZipFile, rules: ZipRules): Promise<readonly Entry[]> {
  const { noun, isWanted } = rules;
  if (zip.entryCount > rules.entries)
    throw refuse(name, `holds more than ${rules.entries} files. Pack the ${noun}s only.`);
  const entries: Entry[] = [];
  let unpacked = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      if (isWanted(entry.fileName)) unpacked += entry.uncompressedSize;
    }
  } catch (error) {
    throw refuse(name, faultOf(error, noun));
  }
  for (const entry of entries) {
    const where = `in ${name}`;
    if (validateFileName(entry.fileName) !== null) throw refuse(name, leadsOut(noun));
    if (isLink(entry))
      throw refuse(
        entry.fileName,
        `${where} is a link, and links are not followed. Pack the ${noun} itself.`,
      );
    if (entry.isEncrypted()) throw refuse(name, "is locked with a password. Pack it without one.");
    if (isWanted(entry.fileName) && entry.uncompressedSize > rules.fileBytes)
      throw refuse(
        entry.fileName,
        `${where} unpacks to more than ${sizeWords(rules.fileBytes)}, the most that a ${noun} can have.`,
      );
  }
  if (unpacked > rules.unpackedBytes)
    throw refuse(name, `unpacks to more than ${sizeWords(rules.unpackedBytes)}. Pack fewer ${noun}s.`);
  return entries;
}

function leadsOut(noun: string): string {
  return `holds a file whose path leads out of it. Pack the ${noun}s again, without folders above them.`;
}

/** The reader refuses such names by itself. */
function faultOf(error: unknown, noun: string): string {
  const words = error instanceof Error ? error.message : "";
  return /^(?:absolute path|invalid relative path|invalid characters in fileName)/.test(words)
    ? leadsOut(noun)
    : "is no zip that can be read. Pack it again.";
}

/** The declared size is checked already, and what unpacks to another one is broken off. */
async function read(
  name: string,
  { zip, entry }: { readonly zip: ZipFile; readonly entry: Entry },
  { fileBytes }: ZipRules,
): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    const stream: Readable = await zip.openReadStreamPromise(entry);
    for await (const piece of stream) {
      length += (piece as Buffer).length;
      if (length > fileBytes) break;
      pieces.push(piece as Buffer);
    }
  } catch {
    throw refuse(
      shown(entry.fileName),
      `in ${name} does not unpack to what the zip says it holds. Pack it again.`,
    );
  }
  return Buffer.concat(pieces);
}

const FILE_TYPE = 0o170_000;
const LINK = 0o120_000;

/** By the mode that Unix writes into a zip. */
function isLink({ externalFileAttributes }: Entry): boolean {
  return ((externalFileAttributes >>> 16) & FILE_TYPE) === LINK;
}

/** Folders, and what systems leave behind. */
export function isBookkeeping(path: string): boolean {
  return path.endsWith("/") || path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");
}
