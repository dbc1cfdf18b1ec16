import { Button } from "@mantine/core";
import { isSettled, pathOf } from "@riposte/exchange/settled";
import { harmlessText } from "@riposte/plan/harmless-text";
import { useQuery } from "@tanstack/react-query";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { trpc } from "../../api/trpc.ts";
import { useDraft, useDraftStore } from "../../canvas/draft-store.ts";
import { nodeOf } from "../../canvas/graph-questions.ts";
import { titleOf } from "../../canvas/node-fields.ts";
import { wantField } from "../../panel/focus-field.ts";
import { operationsFor } from "../../panel/write-step.ts";
import { RelativeTime } from "../../shell/relative-time.tsx";
import classes from "./editor-import.module.css";
import { ReportList } from "./import/report-list.tsx";
import type { Entry } from "./import/report-words.ts";
import { FORMAT_NAMES } from "./import/report-words.ts";

type Fix = Entry["fixes"][number];

/** Where a file's playbook came from, and how much of its report is open; null: it came in none. */
export function useImportReport() {
  const { id } = useDraft(({ playbook }) => playbook);
  const graph = useDraft((draft) => draft.graph);
  const { data } = useQuery(trpc.playbooks.importReport.queryOptions({ name: id }, { staleTime: 10_000 }));
  if (data === undefined || data === null) return null;
  return { ...data, open: data.report.filter((entry) => !isSettled(entry, graph)).length };
}

/** What maps to what, what is missing, and a fix beside each. */
export function EditorImport() {
  const graph = useDraft((draft) => draft.graph);
  const mayWrite = useDraft(({ playbook }) => playbook.mayWrite);
  const found = useImportReport();
  if (found === null) return null;
  const { format, file, at, report, open } = found;
  const from = file === "" ? "" : `, ${harmlessText(file)}`;
  return (
    <>
      <p className={classes["about"]}>
        From {FORMAT_NAMES[format as keyof typeof FORMAT_NAMES]}
        {from}, <RelativeTime at={at} />. {open === 0 ? "Nothing is open." : `${open} to be seen to.`}
      </p>
      <ReportList
        label="Import report"
        entries={report}
        isSettled={(entry) => isSettled(entry, graph)}
        fixes={(entry) =>
          entry.fixes.map((fix) => <FixButton key={fix.label} fix={fix} mayWrite={mayWrite} />)
        }
      />
    </>
  );
}

const PAGES = { connectors: "/connectors", modules: "/actions", import: "/playbooks/import" } as const;

function FixButton({ fix, mayWrite }: { readonly fix: Fix; readonly mayWrite: boolean }) {
  const store = useDraftStore();
  if (fix.kind === "visit") {
    return (
      <AnchorLink to={PAGES[fix.page]} size="sm">
        {fix.label}
      </AnchorLink>
    );
  }
  const { kind, label, node } = fix;
  if (kind === "set" && !mayWrite) return null;
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
