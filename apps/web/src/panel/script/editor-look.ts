import { useComputedColorScheme } from "@mantine/core";
import { useEffect } from "react";
import { editor } from "./monaco.ts";

const DARK = "riposte-dark";
const LIGHT = "riposte-light";

/** Lines that came and went: pale enough for what is written on them. */
const COMPARED = {
  "diffEditor.insertedLineBackground": "#2da44e1a",
  "diffEditor.insertedTextBackground": "#2da44e26",
  "diffEditor.removedLineBackground": "#cf222e14",
  "diffEditor.removedTextBackground": "#cf222e20",
};

// Monaco's own, but for what would be paler than 4.5 : 1.
editor.defineTheme(DARK, {
  base: "vs-dark",
  inherit: true,
  rules: [{ token: "comment", foreground: "7fae6b" }],
  colors: { ...COMPARED, "editor.background": "#1b1c1f" },
});
editor.defineTheme(LIGHT, {
  base: "vs",
  inherit: true,
  rules: [
    { token: "comment", foreground: "006400" },
    { token: "number", foreground: "07603f" },
  ],
  colors: COMPARED,
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
    editor.setTheme(scheme === "dark" ? DARK : LIGHT);
  }, [scheme]);
}
