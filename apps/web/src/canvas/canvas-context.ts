import { createContext, useContext } from "react";

/** Where something is to be added: after a port, into an edge, or just there. */
export interface Place {
  readonly from?: { readonly node: string; readonly port: string };
  /** The step that comes after: it is put in between. */
  readonly before?: string;
  /** On the canvas; absent: beside what it comes after. */
  readonly at?: { readonly x: number; readonly y: number };
}

/** Far away, cards become names, and further away dots. */
export type Zoom = "card" | "name" | "dot";

/** What cards and edges need of the canvas around them. */
export interface CanvasAround {
  readonly zoom: Zoom;
  /** Null where nothing can be changed. */
  readonly add: ((place: Place, anchor: { readonly x: number; readonly y: number }) => void) | null;
  /** Shows the steps of a folded group. */
  readonly unfold: ((group: string) => void) | null;
  /** The step that has the keyboard; one only is in the tab order. */
  readonly active: string | null;
}

export const CanvasContext = createContext<CanvasAround>({
  zoom: "card",
  add: null,
  unfold: null,
  active: null,
});

export function useCanvas(): CanvasAround {
  return useContext(CanvasContext);
}
