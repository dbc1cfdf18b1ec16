import type { Icon } from "@tabler/icons-react";
import { useEffect, useId } from "react";
import { create } from "zustand";

export interface SpotlightAction {
  /** Begins with a verb: "Publish", "Create a playbook". */
  readonly label: string;
  readonly description?: string;
  readonly icon?: Icon;
  readonly keywords?: string;
  readonly run: () => void;
}

/** By page: what it offers while it is open. */
export const useRegistered = create<Readonly<Record<string, readonly SpotlightAction[]>>>(() => ({}));

/** Offers these under ⌘K as long as the caller is on the page. Memoise the list. */
export function useSpotlightActions(actions: readonly SpotlightAction[]): void {
  const id = useId();
  useEffect(() => {
    useRegistered.setState({ [id]: actions });
    return () =>
      useRegistered.setState(
        (all) => Object.fromEntries(Object.entries(all).filter(([key]) => key !== id)),
        true,
      );
  }, [id, actions]);
}
