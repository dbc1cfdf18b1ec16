import { saveFile } from "../../shell/save-file.ts";
import type { ScriptPart } from "./script-draft.ts";
import { fileOf } from "./script-parts.ts";

export function downloadScript(part: ScriptPart, action: string): void {
  saveFile(fileOf(part, action), part.source, "text/x-python");
}

/** All of an action's scripts in one zip, packed here: what is shown is what one gets. */
export async function downloadAll(scripts: readonly ScriptPart[], action: string): Promise<void> {
  const { strToU8, zipSync } = await import("fflate");
  const files = scripts.map((part) => [fileOf(part, action), strToU8(part.source)] as const);
  saveFile(
    `${action || "action"}.zip`,
    new Uint8Array(zipSync(Object.fromEntries(files))),
    "application/zip",
  );
}
