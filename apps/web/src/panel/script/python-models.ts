import type { editor } from "monaco-editor/editor/editor.api";
import type { LanguageClient } from "./language/language-client.ts";

/** What is known of a text beside what it says. */
export interface PythonModelFacts {
  /** The version of its interpreter, "3.12"; "": any Python 3. */
  readonly python: string;
  /** The place of the script among those of its action. */
  readonly script: number;
  /** What is asked about it; null: nothing is, it is only there to be read. */
  readonly language: LanguageClient | null;
}

const facts = new WeakMap<editor.ITextModel, PythonModelFacts>();

export function setFacts(model: editor.ITextModel, of: PythonModelFacts): void {
  facts.set(model, of);
}

/** Monaco asks for all texts of a language; null: it is none that somebody writes here. */
export function factsOf(model: editor.ITextModel): PythonModelFacts | null {
  return facts.get(model) ?? null;
}
