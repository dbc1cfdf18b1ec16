import { editor, MarkerSeverity, MarkerTag, Uri } from "../monaco.ts";
import { SYNTAX } from "../ruff/ruff-words.ts";
import type { ScriptProblems } from "./language-client.ts";

const OWNER = "pyright";

type Problem = ScriptProblems["problems"][number];

/** What pyright says, underlined; a fault of syntax that ruff tells as well is told once. */
export function showProblems(model: editor.ITextModel, problems: readonly Problem[]): void {
  const told = editor
    .getModelMarkers({ resource: model.uri, owner: "ruff" })
    .filter(({ code }) => code === SYNTAX)
    .map(({ startLineNumber }) => startLineNumber);
  const shown = problems.filter(({ code, range }) => code !== null || !told.includes(range.start.line + 1));
  editor.setModelMarkers(model, OWNER, shown.map(markerOf));
}

const SEVERITIES = [MarkerSeverity.Error, MarkerSeverity.Warning, MarkerSeverity.Info, MarkerSeverity.Hint];

const TAGS = [MarkerTag.Unnecessary, MarkerTag.Deprecated];

function markerOf({ range, message, severity, code, codeDescription, tags }: Problem): editor.IMarkerData {
  return {
    source: OWNER,
    ...(code === null
      ? {}
      : {
          code:
            codeDescription === undefined ? code : { value: code, target: Uri.parse(codeDescription.href) },
        }),
    message,
    severity: SEVERITIES[severity - 1] ?? MarkerSeverity.Info,
    startLineNumber: range.start.line + 1,
    startColumn: range.start.character + 1,
    endLineNumber: range.end.line + 1,
    endColumn: range.end.character + 1,
    tags: tags.flatMap((tag) => TAGS[tag - 1] ?? []),
  };
}
