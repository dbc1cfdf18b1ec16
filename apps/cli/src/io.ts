/** Where a command reads and writes; tests put their own in its place. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  /** As it is, for data that programs read. */
  readonly write: (text: string) => void;
  readonly warn: (text: string) => void;
}

export function processIo(): Io {
  return {
    stdin: process.stdin,
    write: (text) => void process.stdout.write(text),
    warn: (text) => void process.stderr.write(text),
  };
}

/**
 * For people: what comes from alerts, events and logs may hold codes that drive the terminal.
 * Line breaks and tabs stay.
 */
export function harmless(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what this is about
  return text.replaceAll(/[\0-\x08\x0B-\x1F\x7F-\x9F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, "\uFFFD");
}

export async function readAll(stdin: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
