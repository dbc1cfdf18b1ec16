import { pipeline } from "node:stream/promises";

/** Where a command reads and writes; tests put their own in its place. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  /** As it is, for data that programs read. */
  readonly write: (text: string) => void;
  readonly warn: (text: string) => void;
  /** Piece by piece, no faster than they are taken. */
  readonly pass: (chunks: AsyncIterable<Uint8Array>) => Promise<void>;
}

export function processIo(): Io {
  return {
    stdin: process.stdin,
    write: (text) => void process.stdout.write(text),
    warn: (text) => void process.stderr.write(text),
    pass: (chunks) => pipeline(chunks, process.stdout, { end: false }),
  };
}

export async function readAll(stdin: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
