import { client } from "../../api/trpc.ts";
import { saveFile } from "../../shell/save-file.ts";
import type { questionOf } from "./audit-question.ts";

const PAGE = 500;
/** What a browser holds in memory without trouble. */
export const MOST_EXPORTED = 200_000;

interface ExportOptions {
  readonly question: ReturnType<typeof questionOf>;
  readonly onCount: (count: number) => void;
  readonly signal: AbortSignal;
}

/** One JSON object a line, newest first. Gives back how many, and whether that was all. */
export async function exportAudit({
  question,
  onCount,
  signal,
}: ExportOptions): Promise<{ count: number; all: boolean }> {
  const lines: string[] = [];
  let before: number | undefined;
  let all = false;
  while (!all && lines.length < MOST_EXPORTED) {
    const page = await client.audit.list.query(
      { ...question, limit: PAGE, ...(before === undefined ? {} : { before }) },
      { signal },
    );
    lines.push(...page.map((entry) => JSON.stringify(entry)));
    onCount(lines.length);
    before = page.at(-1)?.seq;
    all = page.length < PAGE;
  }
  if (lines.length > 0) {
    saveFile(
      `riposte-audit-${new Date().toISOString().slice(0, 10)}.jsonl`,
      `${lines.join("\n")}\n`,
      "application/jsonl",
    );
  }
  return { count: lines.length, all };
}
