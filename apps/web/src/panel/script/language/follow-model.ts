import type { editor } from "../monaco.ts";
import type { LanguageClient } from "./language-client.ts";

const PAUSE_MS = 300;

interface Followed {
  readonly script: number;
  readonly language: LanguageClient;
}

/** Tells the server what is typed, as it is typed, until it is disposed of. */
export function followModel(model: editor.ITextModel, { script, language }: Followed): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => void language.write(script, model);
  const typed = model.onDidChangeContent(() => {
    clearTimeout(timer);
    timer = setTimeout(tell, PAUSE_MS);
  });
  tell();
  return {
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      typed.dispose();
    },
  };
}
