import { create } from "zustand";

/** Which script is being edited: an action's key, or a new one. */
type Open = { readonly action: string | null };

export const useScriptWindow = create<{ readonly open: Open | null }>(() => ({ open: null }));

/** `script.judge_address` */
export function openScript(action: string): void {
  useScriptWindow.setState({ open: { action } });
}

export function openNewScript(): void {
  useScriptWindow.setState({ open: { action: null } });
}

export function closeScript(): void {
  useScriptWindow.setState({ open: null });
}
