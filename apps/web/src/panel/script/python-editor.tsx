import { useEffect, useRef } from "react";
import { EDITOR_OPTIONS, useEditorTheme } from "./editor-look.ts";
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
  useEditorTheme();
  useEffect(() => {
    latest.current = { onChange, onSave, onRun, onLeave, source, generation };
  });

  useEffect(() => {
    if (place.current === null) return undefined;
    const text = keptText(texts, at, latest.current);
    const linting = isReadOnly ? null : lintModel(text.model);
    const monaco = editor.create(place.current, {
      ...EDITOR_OPTIONS,
      model: text.model,
      readOnly: isReadOnly,
      ariaLabel: "Source of the script. Control M lets Tab leave the editor.",
      gotoLocation: { multipleDefinitions: "goto" },
      quickSuggestions: { other: true, comments: false, strings: false },
      // Enter after a name that is written out begins a line.
      acceptSuggestionOnEnter: "smart",
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
