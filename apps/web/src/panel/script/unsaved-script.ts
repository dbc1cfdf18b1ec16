import { z } from "zod";
import type { ScriptDraft } from "./script-draft.ts";
import { NEW_SCRIPT, scriptDraft, scriptPart } from "./script-draft.ts";

const PREFIX = "riposte.script.";
const NEW = "new script";

/** As it was kept before an action could have several scripts. */
const olderDraft = z
  .object({ ...scriptPart.omit({ file: true, form: true }).shape, ...scriptDraft.partial().shape })
  .transform(({ source, entry, arguments: asked, result, ...rest }) => ({
    ...NEW_SCRIPT,
    ...rest,
    scripts: [{ name: "", file: "", source, entry, form: "schema" as const, arguments: asked, result }],
  }));

/** What was typed and not saved, kept in this browser until it is. */
export function readUnsaved(action: string | null): ScriptDraft | null {
  const text = localStorage.getItem(PREFIX + (action ?? NEW));
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text);
    const older = olderDraft.safeParse(kept).data;
    return scriptDraft.safeParse(kept).data ?? scriptDraft.safeParse(older).data ?? null;
  } catch {
    return null;
  }
}

export function keepUnsaved(action: string | null, draft: ScriptDraft): void {
  localStorage.setItem(PREFIX + (action ?? NEW), JSON.stringify(draft));
}

export function forgetUnsaved(action: string | null): void {
  localStorage.removeItem(PREFIX + (action ?? NEW));
}
