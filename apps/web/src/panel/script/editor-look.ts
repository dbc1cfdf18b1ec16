import { useComputedColorScheme } from "@mantine/core";
import { useEffect } from "react";
import { editor } from "./monaco.ts";

const DARK = "riposte-dark";

/** Monaco's own, but for comments that are paler than 4.5 : 1 there. */
editor.defineTheme(DARK, {
  base: "vs-dark",
  inherit: true,
  rules: [{ token: "comment", foreground: "7fae6b" }],
  colors: { "editor.background": "#1b1c1f" },
});

/** All that show Python look alike. */
export const EDITOR_OPTIONS = {
  automaticLayout: true,
  fontSize: 13,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  // A text area, so that the canvas behind takes no key for one of its own.
  editContext: false,
  tabSize: 4,
  renderLineHighlight: "line",
  // The number of an empty last line would be too pale to read.
  renderFinalNewline: "on",
  padding: { top: 8, bottom: 8 },
  // What hangs over the editor is not cut off at its edge.
  fixedOverflowWidgets: true,
} as const satisfies editor.IEditorOptions & editor.IGlobalEditorOptions;

export function useEditorTheme(): void {
  const scheme = useComputedColorScheme("light");
  useEffect(() => {
    editor.setTheme(scheme === "dark" ? DARK : "vs");
  }, [scheme]);
}
