import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { ChangedTexts } from "./changed-texts.tsx";
import { textsOfDraft } from "./draft-texts.ts";
import { draftOf } from "./script-draft.ts";
import type { ScriptDraft } from "./script-draft.ts";
import classes from "./script-editor.module.css";
import { changesOfTexts } from "./text-changes.ts";

interface ConflictChangesProps {
  readonly action: string;
  readonly mine: ScriptDraft;
  readonly theirs: ScriptDraft;
}

/** Side by side, what either changed since the version that both had. */
export function ConflictChanges({ action, mine, theirs }: ConflictChangesProps) {
  const both = useQuery(
    trpc.actions.version.queryOptions({ name: action, version: mine.base }, { staleTime: Infinity }),
  );
  if (both.error !== null) return <ErrorState error={both.error} retry={both.refetch} />;
  if (both.data === undefined) return <Loading rows={3} />;
  const before = textsOfDraft(draftOf(both.data));
  return (
    <>
      <section className={classes["side"]} aria-label={`What version ${theirs.base} changed`}>
        <h3>What version {theirs.base} changed</h3>
        <ChangedTexts changes={changesOfTexts(before, textsOfDraft(theirs))} />
      </section>
      <section className={classes["side"]} aria-label="What you changed">
        <h3>What you changed</h3>
        <ChangedTexts changes={changesOfTexts(before, textsOfDraft(mine))} />
      </section>
    </>
  );
}
