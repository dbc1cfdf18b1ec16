import { useEffect, useRef } from "react";
import { EDITOR_OPTIONS, useEditorTheme } from "./editor-look.ts";
import { keptText } from "./kept-texts.ts";
import type { KeptTexts } from "./kept-texts.ts";
import { editor, KeyCode, KeyMod } from "./monaco.ts";

export interface SourceDiffProps {
  /** What the text is held against. */
  readonly before: string;
  readonly texts: KeptTexts;
  readonly at: number;
  readonly source: string;
  readonly generation: number;
  readonly isReadOnly: boolean;
  readonly onChange: (source: string) => void;
  /** Ctrl S, or ⌘ S. */
  readonly onSave: () => void;
  /** Escape. */
  readonly onLeave: () => void;
}

/** The text as it is typed beside another one; it can be typed on, and a change taken back at the margin. */
export function SourceDiff({ before, texts, at, isReadOnly, ...rest }: SourceDiffProps) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(rest);
  useEditorTheme();
  useEffect(() => {
    latest.current = rest;
  });
  useEffect(() => {
    if (place.current === null) return undefined;
    const original = editor.createModel(before, "python");
    const { model } = keptText(texts, at, latest.current);
    const monaco = editor.createDiffEditor(place.current, {
      ...EDITOR_OPTIONS,
      readOnly: isReadOnly,
      originalEditable: false,
      renderOverviewRuler: false,
    });
    monaco.setModel({ original, modified: model });
    const mine = monaco.getModifiedEditor();
    mine.updateOptions({ ariaLabel: "Source of the script" });
    monaco.getOriginalEditor().updateOptions({ ariaLabel: "The version that is compared with" });
    mine.addCommand(KeyMod.CtrlCmd | KeyCode.KeyS, () => latest.current.onSave());
    mine.addCommand(
      KeyCode.Escape,
      () => latest.current.onLeave(),
      "!suggestWidgetVisible && !findWidgetVisible",
    );
    mine.focus();
    const typed = model.onDidChangeContent(() => latest.current.onChange(model.getValue()));
    return () => {
      typed.dispose();
      monaco.dispose();
      original.dispose();
    };
  }, [before, texts, at, isReadOnly]);
  return <div ref={place} style={{ height: "100%" }} />;
}
