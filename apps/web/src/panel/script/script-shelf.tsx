import { Alert } from "@mantine/core";
import { useState } from "react";
import type { DragEvent, ReactNode } from "react";
import { tellDone } from "../../shell/tell.tsx";
import { DeleteScript } from "./delete-script.tsx";
import type { ScriptDraft } from "./script-draft.ts";
import { NEW_PART } from "./script-draft.ts";
import classes from "./script-editor.module.css";
import { ScriptList } from "./script-list.tsx";
import { fileOf, freeName, keyOf, withUploaded } from "./script-parts.ts";
import { useUpload } from "./use-upload.ts";
import type { useScript } from "./use-script.ts";

interface ScriptShelfProps {
  readonly script: ReturnType<typeof useScript>;
  readonly draft: ScriptDraft;
  readonly mayWrite: boolean;
  /** The script that is chosen. */
  readonly children: ReactNode;
}

/** The list of scripts beside the chosen one; files can be dropped on all of it. */
export function ScriptShelf({ script, draft, mayWrite, children }: ScriptShelfProps) {
  const { scripts, name } = draft;
  const { at, select, faults } = script;
  const [over, setOver] = useState<number | null>(null);
  const [deleting, setDeleting] = useState<number | null>(null);
  const [isOver, setIsOver] = useState(false);
  const { upload, fault, isReading, forget } = useUpload((uploaded, ignored) => {
    const [first] = uploaded;
    const target = over === null ? undefined : scripts[over];
    if (target !== undefined && first !== undefined) {
      const changed = { ...target, ...first };
      script.change({ scripts: scripts.map((part, each) => (each === over ? changed : part)) }, true);
      select(over ?? 0);
      tellDone(`${first.file} takes the place of ${fileOf(target, name)} when the action is saved.`);
      return;
    }
    const placed = withUploaded(scripts, uploaded, name);
    script.change({ scripts: placed.scripts }, true);
    select(placed.at);
    tellDone(uploadWords(uploaded.length, placed.overwritten, ignored));
  });
  const choose = (files: readonly File[], place: number | null) => {
    setOver(place);
    void upload(files);
  };
  const drop = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    setIsOver(false);
    choose([...event.dataTransfer.files], null);
  };
  const doomed = deleting === null ? undefined : scripts[deleting];
  const removeDoomed = () => {
    if (doomed === undefined || deleting === null) return;
    const left = doomed.name === "" ? emptied(scripts) : scripts.filter((part) => part !== doomed);
    script.change({ scripts: left }, true);
    select(Math.min(at, left.length - 1));
    setDeleting(null);
  };
  return (
    <>
      {fault !== null && (
        <Alert
          color="red"
          title="The upload was refused"
          withCloseButton
          closeButtonLabel="Close"
          onClose={forget}
        >
          {fault}
        </Alert>
      )}
      <div
        className={classes["middle"]}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          if (!mayWrite || !hasFiles(event)) return;
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        {...(mayWrite ? { onDropCapture: drop } : {})}
      >
        <ScriptList
          action={name}
          scripts={scripts}
          at={at}
          faulty={faultyPlaces(faults)}
          mayWrite={mayWrite}
          isReading={isReading}
          onSelect={select}
          onUpload={choose}
          onAdd={() => {
            script.change({ scripts: [...scripts, { ...NEW_PART, name: freeName("script", scripts) }] });
            select(scripts.length);
          }}
          onDelete={setDeleting}
        />
        {children}
      </div>
      {doomed !== undefined && (
        <DeleteScript
          file={fileOf(doomed, name)}
          action={keyOf(doomed, name)}
          isOwn={doomed.name === ""}
          onDelete={removeDoomed}
          onClose={() => setDeleting(null)}
        />
      )}
    </>
  );
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer.types.includes("Files");
}

/** The action's own is what steps call by its name: its place stays, for another one. */
function emptied(scripts: ScriptDraft["scripts"]): ScriptDraft["scripts"] {
  return scripts.map((part) => (part.name === "" ? { ...part, file: "", source: "" } : part));
}

function faultyPlaces(faults: Readonly<Record<string, string>>): ReadonlySet<number> {
  return new Set(
    Object.keys(faults).flatMap((field) => {
      const place = /^scripts\.(\d+)\./.exec(field)?.[1];
      return place === undefined ? [] : [Number(place)];
    }),
  );
}

function uploadWords(count: number, overwritten: readonly string[], ignored: readonly string[]): string {
  const what = count === 1 ? "One script was read" : `${count} scripts were read`;
  const over =
    overwritten.length === 0 ? "" : `; ${overwritten.join(", ")} takes the place of the one before`;
  const left = ignored.length === 0 ? "" : ` Left out, for they are no scripts: ${ignored.join(", ")}.`;
  return `${what}${over}. Save the action to keep it.${left}`;
}
