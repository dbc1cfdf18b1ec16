import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../../api/trpc.ts";
import { useDraft, useDraftStore } from "../../canvas/draft-store.ts";
import { tellFailed } from "../../shell/tell.tsx";
import classes from "./editor-name.module.css";
import { refreshPlaybooks } from "./use-playbook-changes.ts";

/** The page's heading; for who may, a field: Enter keeps a new name, Escape the old one. */
export function EditorName() {
  const draft = useDraftStore();
  const { id, name, mayWrite } = useDraft(({ playbook }) => playbook);
  const [typed, setTyped] = useState<string | null>(null);
  const rename = useMutation(
    trpc.playbooks.rename.mutationOptions({
      onSuccess: ({ name }) => {
        draft.getState().setPlaybook({ name });
        setTyped(null);
        void refreshPlaybooks();
      },
      onError: (error) => tellFailed("It was not renamed", error),
    }),
  );
  if (!mayWrite) {
    return (
      <h1 className={classes["heading"]} title={name}>
        {name}
      </h1>
    );
  }
  const keep = () => {
    const wanted = typed?.trim() ?? "";
    if (wanted === "" || wanted === name) setTyped(null);
    else rename.mutate({ playbook: id, name: wanted });
  };
  return (
    <h1 className={classes["heading"]}>
      <input
        className={classes["field"]}
        aria-label="Name of the playbook"
        title={name}
        value={typed ?? name}
        size={Math.min(48, Math.max(8, (typed ?? name).length))}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape") setTyped(null);
        }}
      />
    </h1>
  );
}
