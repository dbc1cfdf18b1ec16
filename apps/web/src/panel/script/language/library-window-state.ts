import { create } from "zustand";

/** A file of a package, or of Python's own stubs, that is looked at. */
export interface OpenLibrary {
  readonly name: string;
  readonly text: string;
  readonly line: number;
}

export const useLibraryWindow = create<{ readonly open: OpenLibrary | null }>(() => ({ open: null }));

export function openLibrary(open: OpenLibrary): void {
  useLibraryWindow.setState({ open });
}

export function closeLibrary(): void {
  useLibraryWindow.setState({ open: null });
}
