import { lazy, Suspense, useMemo } from "react";
import { Loading } from "../../shell/loading.tsx";
import { useKeptTexts } from "./use-kept-texts.ts";

const PythonEditor = lazy(async () => ({ default: (await import("./python-editor.tsx")).PythonEditor }));

interface ScriptToReadProps {
  readonly source: string;
  /** The one that is shown and marked; null: it begins at the top. */
  readonly line: number | null;
  /** Escape was pressed in it. */
  readonly onLeave?: () => void;
}

/** A script in the editor, to be read and not changed. */
export function ScriptToRead({ source, line, onLeave = nothing }: ScriptToReadProps) {
  const texts = useKeptTexts();
  const shown = useMemo(() => (line === null ? null : { line }), [line]);
  return (
    <Suspense fallback={<Loading label="Loading the editor" />}>
      <PythonEditor
        texts={texts}
        at={0}
        python=""
        language={null}
        source={source}
        generation={0}
        isReadOnly
        shown={shown}
        onChange={nothing}
        onSave={nothing}
        onRun={nothing}
        onLeave={onLeave}
      />
    </Suspense>
  );
}

function nothing() {}
