import { create } from "zustand";

/** Which action is being edited, by its key, or a new one; `part` is the script of it that is shown, "" its own. */
type Open = { readonly action: string | null; readonly part: string };

export const useScriptWindow = create<{ readonly open: Open | null }>(() => ({ open: null }));

/** `script.block_host`, or `script.block_host.unblock` for a further script of it. */
export function openScript(key: string): void {
  const [script = "", action = "", part = ""] = key.split(".");
  useScriptWindow.setState({ open: { action: `${script}.${action}`, part } });
}

export function openNewScript(): void {
  useScriptWindow.setState({ open: { action: null, part: "" } });
}

export function closeScript(): void {
  useScriptWindow.setState({ open: null });
}
