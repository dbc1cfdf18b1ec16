import { createWriteStream, existsSync, renameSync, statSync } from "node:fs";
import type { WriteStream } from "node:fs";

const LARGEST_BYTES = 10_000_000;
const KEPT = 3;

export interface LogFile {
  readonly write: (text: string) => void;
  readonly close: () => Promise<void>;
}

/** Appends; a file that has grown large is moved to `.1`, that one to `.2`, and so on. A full disk loses lines only. */
export function openLogFile(path: string, largest = LARGEST_BYTES): LogFile {
  let size = existsSync(path) ? statSync(path).size : 0;
  let stream = append(path);
  return {
    write(text) {
      if (size > largest) {
        stream.end();
        rotate(path);
        stream = append(path);
        size = 0;
      }
      size += Buffer.byteLength(text);
      stream.write(text);
    },
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}

function append(path: string): WriteStream {
  return createWriteStream(path, { flags: "a", mode: 0o640 }).on("error", () => {});
}

function rotate(path: string): void {
  for (let index = KEPT - 1; index >= 0; index--) {
    const from = index === 0 ? path : `${path}.${index}`;
    if (existsSync(from)) renameSync(from, `${path}.${index + 1}`);
  }
}
