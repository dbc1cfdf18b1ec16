import { create } from "zustand";

/** What was sought last, kept for the next time. */
interface Sought {
  readonly text: string;
  readonly matchCase: boolean;
  readonly replacement: string;
}

export const useSought = create<Sought>(() => ({ text: "", matchCase: false, replacement: "" }));
