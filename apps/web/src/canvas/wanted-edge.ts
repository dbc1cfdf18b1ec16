import { create } from "zustand";

/** A connection that somebody wants to be taken to, by its key, until the canvas has done so. */
export const useWantedEdge = create<{ readonly edge: string | null }>(() => ({ edge: null }));

export function wantEdge(edge: string): void {
  useWantedEdge.setState({ edge });
}
