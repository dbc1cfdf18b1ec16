import { shown } from "./refuse.ts";
import { scriptText } from "./script-text.ts";
import type { UploadedScript } from "./script-text.ts";
import { UPLOAD } from "./upload-limits.ts";
import { isBookkeeping, zipFiles } from "./zip-files.ts";

interface Unpacked {
  readonly scripts: readonly UploadedScript[];
  /** What is no script, by its name in the zip. */
  readonly ignored: readonly string[];
}

/** @throws UserError */
export async function unpackZip(name: string, bytes: Uint8Array): Promise<Unpacked> {
  const { files, others } = await zipFiles(name, bytes, {
    noun: "script",
    entries: UPLOAD.entries,
    fileBytes: UPLOAD.scriptBytes,
    unpackedBytes: UPLOAD.unpackedBytes,
    isWanted: isScript,
  });
  return {
    scripts: files.map((file) => scriptText(file.path, file.bytes)),
    ignored: others.filter((path) => !isBookkeeping(path)).map(shown),
  };
}

function isScript(path: string): boolean {
  return path.endsWith(".py") && !isBookkeeping(path);
}
