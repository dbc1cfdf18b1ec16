import { ownKey } from "../../own/own-key.ts";
import type { ScriptDraft } from "./script-draft.ts";
import { scriptDraft } from "./script-draft.ts";

const NEW = "new script";

const keyOf = (action: string | null) => ownKey(`script.${action ?? NEW}`);

/** What was typed and not saved, kept in this browser until it is. */
export function readUnsaved(action: string | null): ScriptDraft | null {
  const text = localStorage.getItem(keyOf(action));
  if (text === null) return null;
  try {
    return scriptDraft.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export function keepUnsaved(action: string | null, draft: ScriptDraft): void {
  localStorage.setItem(keyOf(action), JSON.stringify(draft));
}

export function forgetUnsaved(action: string | null): void {
  localStorage.removeItem(keyOf(action));
}
