import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import { keptText } from "./kept-texts.ts";
import type { KeptTexts } from "./kept-texts.ts";
import { editor, KeyCode, KeyMod } from "./monaco.ts";
import { followModel } from "./language/follow-model.ts";
import { showProblems } from "./language/show-problems.ts";
import type { Language } from "./language/use-language.ts";
import { setFacts } from "./python-models.ts";
import { lintModel } from "./ruff/lint-model.ts";
// oxlint-disable-next-line import/no-unassigned-import -- Monaco asks it
import "./ruff/format-python.ts";
// oxlint-disable-next-line import/no-unassigned-import -- Monaco asks it
import "./language/python-providers.ts";

const DARK = "riposte-dark";

/** Monaco's own, but for comments that are paler than 4.5 : 1 there. */
editor.defineTheme(DARK, {
  base: "vs-dark",
  inherit: true,
  rules: [{ token: "comment", foreground: "7fae6b" }],
  colors: { "editor.background": "#1b1c1f" },
});

export interface ShownLine {
  readonly line: number;
}

interface PythonEditorProps {
  /** What was shown of the action before, with what can be undone in it. */
  readonly texts: KeptTexts;
  /** The place of the script among those of the action; another one is another editor. */
  readonly at: number;
  /** The version of its interpreter; "": any Python 3. */
  readonly python: string;
  /** Completions and checks; null: there are none. */
  readonly language: Language | null;
  /** Read when the generation changes; in between the editor knows better. */
  readonly source: string;
  readonly generation: number;
  readonly isReadOnly: boolean;
  readonly onChange: (source: string) => void;
  /** Ctrl S, or ⌘ S. */
  readonly onSave: () => void;
  /** Ctrl Enter, or ⌘ Enter. */
  readonly onRun: () => void;
  /** A line that is to be shown; each time that it is asked for anew, it is another object. */
  readonly shown: ShownLine | null;
  /** Escape, where it has nothing to close or to take back here. */
  readonly onLeave: () => void;
}

/** What Monaco itself uses Escape for. */
const NOTHING_OPEN = [
  "suggestWidgetVisible",
  "findWidgetVisible",
  "parameterHintsVisible",
  "renameInputVisible",
  "referenceSearchVisible",
  "editorHasMultipleSelections",
  "editorHasSelection",
  "inSnippetMode",
  "markersNavigationVisible",
  "editorHoverVisible",
  "messageVisible",
  "inQuickInput",
]
  .map((open) => `!${open}`)
  .join(" && ");

/** Monaco with Python. Tab indents; Ctrl M lets it move the focus instead. */
export function PythonEditor({
  texts,
  at,
  python,
  language,
  source,
  generation,
  isReadOnly,
  onChange,
  onSave,
  onRun,
  shown,
  onLeave,
}: PythonEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const made = useRef<editor.IStandaloneCodeEditor | null>(null);
  const latest = useRef({ onChange, onSave, onRun, onLeave, source, generation });
  const scheme = useComputedColorScheme("light");
  useEffect(() => {
    latest.current = { onChange, onSave, onRun, onLeave, source, generation };
  });

  useEffect(() => {
    if (place.current === null) return undefined;
    const text = keptText(texts, at, latest.current);
    const linting = isReadOnly ? null : lintModel(text.model);
    const monaco = editor.create(place.current, {
      model: text.model,
      readOnly: isReadOnly,
      ariaLabel: "Source of the script. Control M lets Tab leave the editor.",
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
      gotoLocation: { multipleDefinitions: "goto" },
      quickSuggestions: { other: true, comments: false, strings: false },
    });
    made.current = monaco;
    monaco.restoreViewState(text.view);
    monaco.addCommand(KeyCode.Escape, () => latest.current.onLeave(), NOTHING_OPEN);
    monaco.addCommand(KeyMod.CtrlCmd | KeyCode.Enter, () => latest.current.onRun());
    const typed = monaco.onDidChangeModelContent(() => latest.current.onChange(monaco.getValue()));
    const saves = monaco.onKeyDown((event) => {
      if (!(event.ctrlKey || event.metaKey) || event.code !== "KeyS") return;
      event.preventDefault();
      latest.current.onSave();
    });
    return () => {
      typed.dispose();
      saves.dispose();
      linting?.[Symbol.dispose]();
      text.view = monaco.saveViewState();
      monaco.dispose();
      made.current = null;
    };
  }, [isReadOnly, texts, at]);

  const asked = language?.client ?? null;
  useEffect(() => {
    const model = made.current?.getModel();
    if (!model) return undefined;
    setFacts(model, { python, script: at, language: asked });
    if (asked === null) return undefined;
    const following = followModel(model, { script: at, language: asked });
    return () => following[Symbol.dispose]();
  }, [python, at, asked]);

  useEffect(() => {
    const model = made.current?.getModel();
    const said = language?.problems.find(({ script }) => script === at);
    if (!model) return;
    if (said === undefined) showProblems(model, []);
    else if (language?.client.isAbout(said, model) === true) showProblems(model, said.problems);
  }, [language, at]);

  useEffect(() => {
    editor.setTheme(scheme === "dark" ? DARK : "vs");
  }, [scheme]);

  // Another version was loaded, or what was typed was discarded.
  const loaded = useRef(generation);
  useEffect(() => {
    if (loaded.current === generation) return;
    loaded.current = generation;
    made.current?.setValue(latest.current.source);
    const text = texts.get(at);
    if (text !== undefined) text.generation = generation;
  }, [generation, texts, at]);

  useEffect(() => {
    if (shown === null || made.current === null) return;
    made.current.setPosition({ lineNumber: shown.line, column: 1 });
    made.current.revealLineInCenter(shown.line);
    made.current.focus();
  }, [shown]);

  return <div ref={place} style={{ height: "100%" }} />;
}
