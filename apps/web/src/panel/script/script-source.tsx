import { Button } from "@mantine/core";
import { IconChevronDown, IconPlayerPlay } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { Loading } from "../../shell/loading.tsx";
import { ComparedSource } from "./compared-source.tsx";
import type { KeptTexts } from "./kept-texts.ts";
import type { Language } from "./language/use-language.ts";
import type { ShownLine } from "./python-editor.tsx";
import type { ScriptDraft, ScriptPart } from "./script-draft.ts";
import classes from "./script-editor.module.css";
import { keyOf } from "./script-parts.ts";
import { trialInput } from "./trial/trial-input.ts";
import { useGiven } from "./trial/use-given.ts";
import { useTrial } from "./trial/use-trial.ts";
import type { useScript } from "./use-script.ts";

// A megabyte that only who writes scripts needs.
const PythonEditor = lazy(async () => ({ default: (await import("./python-editor.tsx")).PythonEditor }));
const TrialPanel = lazy(async () => ({ default: (await import("./trial/trial-panel.tsx")).TrialPanel }));

interface ScriptSourceProps {
  readonly script: ReturnType<typeof useScript>;
  readonly texts: KeptTexts;
  readonly language: Language | null;
  readonly draft: ScriptDraft;
  readonly part: ScriptPart;
  readonly mayWrite: boolean;
  /** The version that the text is held against; null: none. */
  readonly compared: number | null;
  readonly onCompareNoMore: () => void;
  readonly onLeave: () => void;
}

/** The text of one script, and under it what tries it. */
export function ScriptSource({
  script,
  texts,
  language,
  draft,
  part,
  mayWrite,
  compared,
  onCompareNoMore,
  onLeave,
}: ScriptSourceProps) {
  const { at, faults } = script;
  const [isTrying, setTrying] = useState(false);
  const [shown, setShown] = useState<ShownLine | null>(null);
  const [given, changeGiven] = useGiven(keyOf(part, draft.name));
  const trying = useTrial();
  const change = (source: string) => {
    if (source !== part.source) script.changePart(at, { source });
  };
  const run = () => {
    if (!mayWrite || trying.isUnderWay) return;
    setTrying(true);
    void trying.run(trialInput(draft, part, given));
  };
  return (
    <div className={classes["writing"]}>
      <section
        className={classes["source"]}
        aria-label="Source"
        data-invalid={faults[`scripts.${at}.source`] !== undefined || undefined}
      >
        {compared === null ? (
          <Suspense fallback={<Loading label="Loading the editor" />}>
            <PythonEditor
              texts={texts}
              at={at}
              python={part.python}
              language={language}
              source={part.source}
              generation={script.generation}
              isReadOnly={!mayWrite}
              shown={shown}
              onChange={change}
              onSave={script.save}
              onRun={run}
              onLeave={onLeave}
            />
          </Suspense>
        ) : (
          <ComparedSource
            action={draft.name}
            part={part.name}
            version={compared}
            texts={texts}
            at={at}
            source={part.source}
            generation={script.generation}
            isReadOnly={!mayWrite}
            onChange={change}
            onSave={script.save}
            onLeave={onCompareNoMore}
          />
        )}
      </section>
      {mayWrite && (
        <Button
          size="xs"
          variant="default"
          className={classes["tries"] ?? ""}
          aria-expanded={isTrying}
          leftSection={
            isTrying ? <IconChevronDown size={14} aria-hidden /> : <IconPlayerPlay size={14} aria-hidden />
          }
          onClick={() => setTrying(!isTrying)}
        >
          {isTrying ? "Fold away" : "Run here"}
        </Button>
      )}
      {isTrying && (
        <Suspense fallback={<Loading />}>
          <TrialPanel
            draft={draft}
            part={part}
            given={given}
            trying={trying}
            onGiven={changeGiven}
            onRun={run}
            onCases={(cases) => script.changePart(at, { cases })}
            onLine={(line) => {
              onCompareNoMore();
              setShown({ line });
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
