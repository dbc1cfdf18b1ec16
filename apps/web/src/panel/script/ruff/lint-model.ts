import { editor, MarkerSeverity, MarkerTag, Uri } from "../monaco.ts";
import { factsOf } from "../python-models.ts";
import { lint } from "./ask-ruff.ts";
import { isKnownToRuff, pageOfRule, SYNTAX } from "./ruff-words.ts";
import type { Finding } from "./ruff-words.ts";

const OWNER = "ruff";
/** Who types is not told in the middle of a word. */
const PAUSE_MS = 300;

/** Marks what ruff finds, as it is typed, until it is disposed of. */
export function lintModel(model: editor.ITextModel): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => void lookAt(model);
  const typed = model.onDidChangeContent(() => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
  });
  look();
  return {
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      typed.dispose();
      if (!model.isDisposed()) editor.setModelMarkers(model, OWNER, []);
    },
  };
}

async function lookAt(model: editor.ITextModel): Promise<void> {
  const python = factsOf(model)?.python ?? "";
  const version = model.getVersionId();
  const found = isKnownToRuff(python)
    ? await lint({ source: model.getValue(), python }).catch(() => NOTHING)
    : NOTHING;
  // It was typed on meanwhile: the next look is on its way.
  if (model.isDisposed() || model.getVersionId() !== version) return;
  editor.setModelMarkers(model, OWNER, found.map(markerOf));
}

const NOTHING: readonly Finding[] = [];

function markerOf({ code, message, from, to, isUnused }: Finding): editor.IMarkerData {
  return {
    source: OWNER,
    code: code === SYNTAX ? SYNTAX : { value: code, target: Uri.parse(pageOfRule(code)) },
    message,
    severity: code === SYNTAX || ALWAYS_FAILS.has(code) ? MarkerSeverity.Error : MarkerSeverity.Warning,
    startLineNumber: from.row,
    startColumn: from.column,
    endLineNumber: to.row,
    endColumn: to.column,
    tags: isUnused ? [MarkerTag.Unnecessary] : [],
  };
}

/** A name that nothing defines. */
const ALWAYS_FAILS = new Set(["F821"]);
