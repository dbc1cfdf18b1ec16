import { create } from "zustand";

/** A field that somebody wants to be taken to, until its panel has done so. */
interface Wanted {
  readonly node: string;
  /** As diagnostics write it; null: the step as a whole. */
  readonly field: string | null;
}

export const useWanted = create<{ readonly wanted: Wanted | null }>(() => ({ wanted: null }));

export function wantField(node: string, field: string | null): void {
  useWanted.setState({ wanted: { node, field } });
}

/** Whether the wanted field stands in a folded part that holds these. */
export function useWantedWithin(node: string, holds: (field: string) => boolean): boolean {
  return useWanted(
    ({ wanted }) => wanted !== null && wanted.node === node && wanted.field !== null && holds(wanted.field),
  );
}

const FIELDS = "[contenteditable=true], textarea, input:not([type=hidden]), select, [role=combobox]";

/** Moves the cursor to the field, or to the nearest one around it. False while it is not there. */
export function focusWithin(panel: HTMLElement, field: string | null): boolean {
  const keys = field?.split(".") ?? [];
  for (let length = keys.length; length > 0; length--) {
    const path = keys.slice(0, length).join(".");
    const place = panel.querySelector(`[data-field="${CSS.escape(path)}"]`);
    const target = place?.querySelector<HTMLElement>(FIELDS) ?? place?.querySelector<HTMLElement>("button");
    if (place === null || target === null || target === undefined) continue;
    place.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
    return true;
  }
  if (field !== null) return false;
  panel.querySelector<HTMLElement>("input")?.focus();
  return true;
}
