import { tellWhyNot } from "../../../shell/tell.tsx";
import { editor, KeyCode, KeyMod, languages } from "../monaco.ts";
import { factsOf } from "../python-models.ts";
import { format } from "./ask-ruff.ts";
import { isKnownToRuff } from "./ruff-words.ts";

/** "Format Document" of the command palette. */
languages.registerDocumentFormattingEditProvider("python", {
  displayName: "ruff",
  provideDocumentFormattingEdits: async (model) => {
    const python = factsOf(model)?.python ?? "";
    if (!isKnownToRuff(python)) {
      tellWhyNot(NOT, "Ruff knows Python 3 only.");
      return [];
    }
    try {
      const text = await format({ source: model.getValue(), python });
      return [{ range: model.getFullModelRange(), text }];
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      tellWhyNot(NOT, `${why.replace(/ at byte range .*$/, "")}.`);
      return [];
    }
  },
});

// On Linux it would be Ctrl Shift I, which browsers keep for themselves.
editor.addKeybindingRule({
  keybinding: KeyMod.Shift | KeyMod.Alt | KeyCode.KeyF,
  command: "editor.action.formatDocument",
  when: "editorTextFocus && !editorReadonly",
});

const NOT = "The script was not formatted";
