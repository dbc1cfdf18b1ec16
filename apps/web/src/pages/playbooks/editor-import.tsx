import { Button } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { isSettled, pathOf } from "@riposte/exchange/settled";
import { harmlessText } from "@riposte/plan/harmless-text";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { queryClient, trpc } from "../../api/trpc.ts";
import { useDraft, useDraftStore } from "../../canvas/draft-store.ts";
import { nodeOf } from "../../canvas/graph-questions.ts";
import { titleOf } from "../../canvas/node-fields.ts";
import { wantField } from "../../panel/focus-field.ts";
import { useOwnKey } from "../../own/use-own-key.ts";
import { operationsFor } from "../../panel/write-step.ts";
import { focusIfLost } from "../../shell/focus-back.ts";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { tellDone, tellFailed } from "../../shell/tell.tsx";
import classes from "./editor-import.module.css";
import { ReportList } from "./import/report-list.tsx";
import type { Entry } from "./import/report-words.ts";
import { FORMAT_NAMES } from "./import/report-words.ts";

type Fix = Entry["fixes"][number];

/** Where the playbook of a file or a template came from, and how much of its report is open; null: from neither. What no field shows to be done, a person says of. */
export function useImportReport() {
  const { id } = useDraft(({ playbook }) => playbook);
  const graph = useDraft((draft) => draft.graph);
  const { data } = useQuery(trpc.playbooks.importReport.queryOptions({ name: id }, { staleTime: 10_000 }));
  const [seen, setSeen] = useLocalStorage<readonly number[]>({
    key: useOwnKey(`import-seen.${id}`),
    defaultValue: [],
  });
  if (data === undefined || data === null) return null;
  const isDone = (entry: Entry) =>
    entry.isHere ||
    isSettled(entry, graph) ||
    (entry.left === undefined && seen.includes(data.report.indexOf(entry)));
  return {
    ...data,
    open: data.report.filter((entry) => !isDone(entry)).length,
    isDone,
    markDone: (entry: Entry) => setSeen([...seen, data.report.indexOf(entry)]),
  };
}

/** What maps to what, what is missing, and a fix beside each. */
export function EditorImport() {
  const mayWrite = useDraft(({ playbook }) => playbook.mayWrite);
  const found = useImportReport();
  const [openAtFirst] = useState(found?.open);
  if (found === null) return null;
  const { format, file, at, report, open, isDone, markDone } = found;
  const what = format === "template" ? "the template" : FORMAT_NAMES[format as keyof typeof FORMAT_NAMES];
  const from = file === "" ? "" : `${format === "template" ? " " : ", "}${harmlessText(file)}`;
  return (
    <>
      <p
        key={open}
        tabIndex={-1}
        className={classes["about"]}
        // What was pressed may go with what it has put right.
        {...(open === openAtFirst ? {} : { ref: focusIfLost })}
      >
        From {what}
        {from}, <RelativeTime at={at} />. {open === 0 ? "Nothing is open." : `${open} to be seen to.`}
      </p>
      <ReportList
        label="Import report"
        entries={report}
        isSettled={isDone}
        renderFixes={(entry) => <Fixes entry={entry} mayWrite={mayWrite} onSeen={() => markDone(entry)} />}
      />
    </>
  );
}

interface FixesProps {
  readonly entry: Entry;
  readonly mayWrite: boolean;
  readonly onSeen: () => void;
}

function Fixes({ entry, mayWrite, onSeen }: FixesProps) {
  return (
    <>
      {entry.fixes.map((fix) => (
        <FixButton key={fix.label} fix={fix} mayWrite={mayWrite} />
      ))}
      {entry.weight !== "same" && entry.left === undefined && (
        <Button size="compact-xs" variant="default" onClick={onSeen}>
          Seen to
        </Button>
      )}
    </>
  );
}

const PAGES = {
  connectors: "/connectors",
  modules: "/actions",
  import: "/playbooks/import",
  people: "/people",
} as const;

interface FixButtonProps {
  readonly fix: Fix;
  readonly mayWrite: boolean;
}

function FixButton({ fix, mayWrite }: FixButtonProps) {
  switch (fix.kind) {
    case "visit":
      return (
        <AnchorLink to={PAGES[fix.page]} size="sm">
          {fix.label}
        </AnchorLink>
      );
    case "template":
      return (
        <AnchorLink to="/playbooks" search={{ template: fix.name }} size="sm">
          {fix.label}
        </AnchorLink>
      );
    case "add":
      return mayWrite ? <AddScript label={fix.label} script={fix.script} /> : null;
    case "set":
    case "open":
      return fix.kind === "open" || mayWrite ? <ChangeStep fix={fix} /> : null;
  }
}

function ChangeStep({ fix }: { readonly fix: Extract<Fix, { kind: "set" | "open" }> }) {
  const store = useDraftStore();
  const { kind, label, node } = fix;
  const act = () => {
    const { graph, select, change } = store.getState();
    const step = nodeOf(graph, node);
    if (step === undefined) return;
    select([node]);
    if (fix.kind === "open") return wantField(node, fix.field);
    change(
      `${titleOf(step)}: ${label}`,
      operationsFor(graph, step, [{ field: pathOf(fix.field), value: fix.value }]),
    );
  };
  return (
    <Button size="compact-xs" variant={kind === "set" ? "light" : "default"} onClick={act}>
      {label}
    </Button>
  );
}

/** It is an action of the workspace then, for every playbook. */
function AddScript({ label, script }: { readonly label: string; readonly script: string }) {
  const { id } = useDraft(({ playbook }) => playbook);
  const add = useMutation(
    trpc.templates.addScript.mutationOptions({
      onSuccess: async ({ name }) => {
        tellDone(`${name} is added to the actions.`);
        await Promise.all([
          queryClient.invalidateQueries(trpc.catalogue.pathFilter()),
          queryClient.invalidateQueries(trpc.playbooks.importReport.pathFilter()),
        ]);
      },
      onError: (error) => tellFailed(`${script} was not added`, error),
    }),
  );
  return (
    <Button
      size="compact-xs"
      variant="light"
      loading={add.isPending}
      onClick={() => add.mutate({ playbook: id, script })}
    >
      {label}
    </Button>
  );
}
