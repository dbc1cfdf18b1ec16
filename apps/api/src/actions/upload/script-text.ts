import { refuse } from "./refuse.ts";
import { sizeWords, UPLOAD } from "./upload-limits.ts";

export interface UploadedScript {
  /** Without folders. */
  readonly file: string;
  readonly source: string;
}

/** @throws UserError where the bytes are no text that Python could read. */
export function scriptText(file: string, bytes: Uint8Array): UploadedScript {
  if (bytes.length > UPLOAD.scriptBytes)
    throw refuse(
      file,
      `is larger than ${sizeWords(UPLOAD.scriptBytes)}, the most that a script can have. Put data elsewhere.`,
    );
  let source: string;
  try {
    source = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refuse(file, "is not UTF-8 text. Save it with that encoding and upload it again.");
  }
  if (source.includes("\0"))
    throw refuse(file, "holds a NUL character: it is no text. Choose a Python script.");
  if (source.trim() === "") throw refuse(file, "is empty. Choose a script with something in it.");
  return { file: file.slice(file.lastIndexOf("/") + 1), source };
}
