import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readApiError } from "../../api/api-error.ts";
import type { ApiError } from "../../api/api-error.ts";
import { queryClient, trpc } from "../../api/trpc.ts";
import { draftOf, inputOf, NEW_SCRIPT } from "./script-draft.ts";
import type { ScriptDraft, ScriptPart } from "./script-draft.ts";
import { faultsOf, placeOf } from "./script-faults.ts";
import type { Faults } from "./script-faults.ts";
import { forgetUnsaved, keepUnsaved, readUnsaved } from "./unsaved-script.ts";

interface Shown {
  readonly base: number | null;
  readonly generation: number;
}

interface Edited {
  readonly action: string | null;
  /** The script that is shown at first. */
  readonly part: string;
  readonly onCreated: (key: string) => void;
}

/** An action that is being edited: what is typed, what the server has, and whether somebody else saved meanwhile. */
export function useScript({ action, part, onCreated }: Edited) {
  const saved = useQuery(
    trpc.actions.get.queryOptions(
      { name: action ?? "" },
      { enabled: action !== null, refetchOnMount: "always" },
    ),
  );
  const [chosen, setChosen] = useState<number | null>(null);
  const [typed, setTyped] = useState(() => readUnsaved(action));
  const [isChecked, setChecked] = useState(false);
  const server = action === null ? NEW_SCRIPT : saved.data === undefined ? null : draftOf(saved.data);
  const draft = typed ?? server;
  const [shown, setShown] = useState<Shown>({ base: null, generation: 0 });
  // Another version came from the server, and nothing that was typed is in its way.
  if (typed === null && server !== null && server.base !== shown.base)
    setShown({ base: server.base, generation: shown.generation + (shown.base === null ? 0 : 1) });
  const save = useMutation(
    trpc.actions.save.mutationOptions({
      onSuccess: async ({ key, version }) => {
        forgetUnsaved(action);
        setChecked(false);
        await Promise.all([
          queryClient.invalidateQueries(trpc.actions.pathFilter()),
          queryClient.invalidateQueries(trpc.catalogue.pathFilter()),
        ]);
        setShown((before) => ({ ...before, base: version }));
        setTyped(null);
        if (action === null) onCreated(key);
      },
      onError: () => {
        if (action !== null) void saved.refetch();
      },
    }),
  );
  const faults = draft === null ? {} : faultsOf(draft);
  const refused = save.error === null ? null : readApiError(save.error);
  /** `isElsewhere`: a source changed otherwise than in its editor. */
  const change = (changes: Partial<ScriptDraft>, isElsewhere = false) => {
    if (draft === null) return;
    if (isElsewhere) setShown((before) => ({ ...before, generation: before.generation + 1 }));
    const next = { ...draft, ...changes };
    if (save.error !== null) save.reset();
    setTyped(next);
    keepUnsaved(action, next);
  };
  return {
    draft,
    faults: { ...(isChecked ? faults : {}), ...refusedFields(refused) },
    /** As the server has it. */
    saved: saved.data ?? null,
    error: saved.error,
    retry: saved.refetch,
    /** Why the server did not take it, where it is about no field. */
    refused: refused !== null && Object.keys(refusedFields(refused)).length === 0 ? refused : null,
    /** The script that has the name already. */
    taken:
      action === null && refused?.field === "name" && refused.kind === "conflict" ? draft?.name : undefined,
    /** Published playbooks that go on with an older version than was saved just now. */
    older: save.data?.older ?? [],
    /** What its author should know of it, from the interpreter. */
    warnings: save.data?.warnings ?? [],
    isSaving: save.isPending,
    /** Changes when the text comes from elsewhere than the editor. */
    generation: shown.generation,
    isDirty: typed !== null,
    /** What was saved meanwhile, where something was. */
    newer: typed !== null && server !== null && server.base > typed.base ? server : null,
    /** The place of the script that is shown. */
    at: Math.min(
      chosen ?? Math.max(0, draft?.scripts.findIndex(({ name }) => name === part) ?? 0),
      (draft?.scripts.length ?? 1) - 1,
    ),
    select: setChosen,
    change,
    changePart: (at: number, changes: Partial<ScriptPart>) => {
      if (draft === null) return;
      change({ scripts: draft.scripts.map((part, each) => (each === at ? { ...part, ...changes } : part)) });
    },
    save: () => {
      setChecked(true);
      if (draft !== null && Object.keys(faults).length === 0) save.mutate(inputOf(draft));
    },
    /** Mine goes on top of the newer version when it is saved. */
    keepMine: () => {
      save.reset();
      if (server !== null) change({ base: server.base });
    },
    discard: () => {
      save.reset();
      forgetUnsaved(action);
      setTyped(null);
      setShown((before) => ({ ...before, generation: before.generation + 1 }));
    },
  };
}

function refusedFields(refused: ApiError | null): Faults {
  const place = placeOf(refused?.field ?? "");
  if (refused === null || place === null) return {};
  return { [place]: refused.message.replace(`${refused.field}: `, "") };
}
