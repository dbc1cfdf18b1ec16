import { UserError } from "../../user-error.ts";
import { refuse, shown } from "./refuse.ts";
import { scriptText } from "./script-text.ts";
import type { UploadedScript } from "./script-text.ts";
import { unpackZip } from "./unpack-zip.ts";
import { sizeWords, UPLOAD } from "./upload-limits.ts";

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The scripts in what was chosen or dropped, zips unpacked. Nothing is stored, and nothing run. @throws UserError */
export async function readFiles(
  files: readonly UploadedFile[],
): Promise<{ readonly scripts: readonly UploadedScript[]; readonly ignored: readonly string[] }> {
  if (files.reduce((sum, { bytes }) => sum + bytes.length, 0) > UPLOAD.bytes) throw tooLarge();
  const scripts: UploadedScript[] = [];
  const ignored: string[] = [];
  for (const { name, bytes } of files) {
    if (isZip(bytes) || name.endsWith(".zip")) {
      const unpacked = await unpackZip(shown(name), bytes);
      if (unpacked.scripts.length === 0) throw refuse(name, "holds no script: no name in it ends in .py.");
      scripts.push(...unpacked.scripts);
      ignored.push(...unpacked.ignored);
    } else if (name.endsWith(".py")) scripts.push(scriptText(name, bytes));
    else throw refuse(name, "is no script: its name has to end in .py, or in .zip.");
  }
  if (scripts.length > UPLOAD.scripts)
    throw new UserError(
      "bad_request",
      `These are ${scripts.length} scripts, and an action has ${UPLOAD.scripts} at most. Nothing was uploaded.`,
      { field: "files" },
    );
  const twice = scripts.find(({ file }, at) => scripts.findIndex((other) => other.file === file) < at);
  if (twice !== undefined) throw refuse(twice.file, "is there twice. Give each script a name of its own.");
  return { scripts, ignored };
}

export function tooLarge(): UserError {
  const message = `The upload is larger than ${sizeWords(UPLOAD.bytes)}. Upload the scripts only, or fewer at a time. Nothing was uploaded.`;
  return new UserError("too_large", message, { field: "files" });
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}
