import { editor, languages, Uri } from "../monaco.ts";
import { factsOf } from "../python-models.ts";
import { openLibrary } from "./library-window-state.ts";
import type { AnswerTo, Question, QuestionOf } from "./language-client.ts";

// What Monaco asks of Python, handed on to the server that is at the text's side, if one is.

type At = Parameters<languages.HoverProvider["provideHover"]>[1];

function ask<Kind extends Exclude<Question["kind"], "about">>(
  model: editor.ITextModel,
  kind: Kind,
  { lineNumber, column }: At,
): Promise<AnswerTo<Kind> | null> {
  const facts = factsOf(model);
  if (facts?.language == null) return Promise.resolve(null);
  const question = { kind, position: { line: lineNumber - 1, character: column - 1 } };
  return facts.language.ask<Kind>(facts.script, model, question as QuestionOf<Kind>);
}

interface Span {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

function rangeOf({ start, end }: Span) {
  return {
    startLineNumber: start.line + 1,
    startColumn: start.character + 1,
    endLineNumber: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** The text that the completions were asked for last: more is told of those only. */
let completed: editor.ITextModel | null = null;

languages.registerCompletionItemProvider("python", {
  triggerCharacters: [".", "["],
  async provideCompletionItems(model, position) {
    const answer = await ask(model, "completion", position);
    if (answer === null) return { suggestions: [] };
    completed = model;
    const word = model.getWordUntilPosition(position);
    const range = {
      startLineNumber: position.lineNumber,
      endLineNumber: position.lineNumber,
      startColumn: word.startColumn,
      endColumn: position.column,
    };
    const suggestions = answer.items.map(({ label, kind, sortText }) => ({
      label,
      insertText: label,
      sortText,
      kind: kindOf(kind),
      range,
    }));
    return { suggestions, incomplete: answer.isIncomplete };
  },
  async resolveCompletionItem(item) {
    const facts = completed === null ? null : factsOf(completed);
    const label = typeof item.label === "string" ? item.label : item.label.label;
    if (completed === null || facts?.language == null) return item;
    const about = await facts.language.ask<"about">(facts.script, completed, { kind: "about", label });
    if (about === null) return item;
    return { ...item, detail: about.detail, documentation: { value: about.documentation } };
  },
});

/** As language servers number them, from 1. */
const KINDS = [
  "Text",
  "Method",
  "Function",
  "Constructor",
  "Field",
  "Variable",
  "Class",
  "Interface",
  "Module",
  "Property",
  "Unit",
  "Value",
  "Enum",
  "Keyword",
  "Snippet",
  "Color",
  "File",
  "Reference",
  "Folder",
  "EnumMember",
  "Constant",
  "Struct",
  "Event",
  "Operator",
  "TypeParameter",
] as const;

function kindOf(number: number): languages.CompletionItemKind {
  return languages.CompletionItemKind[KINDS[number - 1] ?? "Text"];
}

languages.registerHoverProvider("python", {
  async provideHover(model, position) {
    const about = (await ask(model, "hover", position))?.hover;
    if (about == null || about.contents === "") return null;
    const range = about.range === undefined ? {} : { range: rangeOf(about.range) };
    return { contents: [{ value: about.contents }], ...range };
  },
});

languages.registerSignatureHelpProvider("python", {
  signatureHelpTriggerCharacters: ["(", ","],
  signatureHelpRetriggerCharacters: [")"],
  async provideSignatureHelp(model, position) {
    const help = (await ask(model, "signature", position))?.help;
    if (help == null) return null;
    const active = help.activeSignature ?? 0;
    const value = {
      activeSignature: active,
      activeParameter: help.signatures[active]?.activeParameter ?? help.activeParameter ?? 0,
      signatures: help.signatures.map(({ label, documentation, parameters }) => ({
        label,
        documentation: { value: documentation },
        parameters: parameters.map((each) => ({
          label: [...each.label] as [number, number],
          documentation: { value: each.documentation },
        })),
      })),
    };
    return { value, dispose: () => {} };
  },
});

const LIBRARY = "library";

languages.registerDefinitionProvider("python", {
  async provideDefinition(model, position) {
    const answer = await ask(model, "definition", position);
    const own = factsOf(model)?.script;
    return (answer?.places ?? []).flatMap(({ script, library, range }) => {
      if (library !== null) return [{ uri: libraryText(library).uri, range: rangeOf(range) }];
      return script === own ? [{ uri: model.uri, range: rangeOf(range) }] : [];
    });
  },
});

/** Monaco shows a glimpse of it, with Ctrl held. */
function libraryText({ name, text }: { readonly name: string; readonly text: string }): editor.ITextModel {
  const uri = Uri.from({ scheme: LIBRARY, path: `/${name}` });
  return editor.getModel(uri) ?? editor.createModel(text, "python", uri);
}

editor.registerEditorOpener({
  openCodeEditor(_, uri, at) {
    const text = editor.getModel(uri);
    if (uri.scheme !== LIBRARY || text === null) return false;
    const line = at === undefined ? 1 : "lineNumber" in at ? at.lineNumber : at.startLineNumber;
    openLibrary({ name: uri.path.slice(1), text: text.getValue(), line });
    return true;
  },
});
