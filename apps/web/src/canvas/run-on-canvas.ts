import { createContext } from "react";
import type { ShownState } from "./flow-types.ts";

/** What the cards show of a run; a step that it did not have stands there as drawn. */
export interface RunOnCanvas {
  readonly states: Readonly<Record<string, ShownState>>;
  /** The way out that a step took, where that is known. */
  readonly taken: Readonly<Record<string, string | null>>;
  /** Instead of what a step does. */
  readonly lines: Readonly<Record<string, string>>;
}

/** The run that the editor shows on the draft; null: none. */
export const RunOnCanvasContext = createContext<RunOnCanvas | null>(null);
