import { useState } from "react";
import { useMay } from "../../shell/me.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { NoPermission } from "../../shell/no-permission.tsx";
import { LibraryWindow } from "./language/library-window.tsx";
import { useLanguage } from "./language/use-language.ts";
import { PartSettings } from "./part-settings.tsx";
import { savedPackages } from "./required-lines.ts";
import { fileOf } from "./script-parts.ts";
import classes from "./script-editor.module.css";
import { ScriptBar } from "./script-bar.tsx";
import { ScriptConflict } from "./script-conflict.tsx";
import { ScriptFoot } from "./script-foot.tsx";
import { ScriptSettings } from "./script-settings.tsx";
import { ScriptShelf } from "./script-shelf.tsx";
import { ScriptSource } from "./script-source.tsx";
import { useKeptTexts } from "./use-kept-texts.ts";
import { useScript } from "./use-script.ts";

interface ScriptEditorProps {
  readonly action: string | null;
  /** The script that is shown at first; absent: the action's own. */
  readonly part?: string;
  /** Another action is to be shown: the one that was created, or that has the name already. */
  readonly onOpen: (key: string) => void;
  /** Escape in the source, where nothing is open in it. */
  readonly onLeave: () => void;
}

/** Scripts and contract of an action; `action` is its key, null for a new one. */
export function ScriptEditor({ action, part: wanted = "", onOpen, onLeave }: ScriptEditorProps) {
  const mayWrite = useMay("actions.write");
  const script = useScript({ action, part: wanted, onCreated: onOpen });
  const texts = useKeptTexts();
  const { draft, faults, error, retry, newer, at } = script;
  const [compared, setCompared] = useState<{ readonly at: number; readonly version: number } | null>(null);
  const against = compared?.at === at ? compared.version : null;
  const shown = draft?.scripts[at];
  const packages =
    shown === undefined || script.saved === null ? null : savedPackages(script.saved, shown.name);
  const language = useLanguage({
    draft,
    mayWrite,
    environment: packages === null ? null : { hash: packages.hash, python: shown?.python ?? "", at },
  });
  if (error !== null && draft === null) return <ErrorState error={error} retry={retry} />;
  if (draft === null) return <Loading />;
  if (action === null && !mayWrite) return <NoPermission permission="actions.write" />;
  const part = draft.scripts[at] ?? draft.scripts[0];
  if (part === undefined) return null;
  const file = fileOf(part, draft.name);
  return (
    <div className={classes["editor"]}>
      {newer !== null && action !== null && (
        <ScriptConflict
          action={action}
          mine={draft}
          theirs={newer}
          onKeepMine={script.keepMine}
          onDiscard={script.discard}
        />
      )}
      <ScriptShelf script={script} draft={draft} mayWrite={mayWrite}>
        <div className={classes["writing"]}>
          <ScriptBar
            draft={draft}
            at={at}
            onSelect={script.select}
            saved={script.saved}
            compared={against}
            onCompare={(version) => setCompared(version === null ? null : { at, version })}
          />
          <ScriptSource
            key={at}
            script={script}
            texts={texts}
            language={language}
            draft={draft}
            part={part}
            mayWrite={mayWrite}
            compared={against}
            onCompareNoMore={() => setCompared(null)}
            onLeave={onLeave}
          />
        </div>
        <div className={classes["settings"]}>
          <ScriptSettings
            draft={draft}
            faults={faults}
            isNew={action === null}
            isReadOnly={!mayWrite}
            onChange={script.change}
          />
          <PartSettings
            part={part}
            requirements={draft.requirements}
            savedPackages={packages}
            file={file}
            faults={faults}
            at={at}
            isReadOnly={!mayWrite}
            onChange={(changes) => script.changePart(at, changes)}
          />
        </div>
      </ScriptShelf>
      <LibraryWindow />
      <ScriptFoot script={script} draft={draft} isNew={action === null} mayWrite={mayWrite} onOpen={onOpen} />
    </div>
  );
}
