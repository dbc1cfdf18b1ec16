import type { ScriptDraft } from "./script-draft.ts";
import { scriptDraft } from "./script-draft.ts";

const PREFIX = "riposte.script.";
const NEW = "new script";

/** What was typed and not saved, kept in this browser until it is. */
export function readUnsaved(action: string | null): ScriptDraft | null {
  const text = localStorage.getItem(PREFIX + (action ?? NEW));
  if (text === null) return null;
  try {
    return scriptDraft.safeParse(JSON.parse(text)).data ?? null;
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
