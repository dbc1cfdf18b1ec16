import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A chapter of a manual: what it says to press stands in bold, what it says to write as code. */
export interface Chapter {
  readonly title: string;
  readonly names: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
  /** Blocks of code, as they stand there. */
  readonly blocks: readonly string[];
}

/** The chapters with a number. */
export async function readManual(name: string): Promise<readonly Chapter[]> {
  const text = await readFile(join(import.meta.dirname, "../../../docs", name), "utf8");
  return text
    .split(/^## /m)
    .slice(1)
    .filter((part) => /^\d+\. /.test(part))
    .map(readChapter);
}

function readChapter(part: string): Chapter {
  const [title = "", ...lines] = part.split("\n");
  const body = lines.join("\n");
  const prose = body.replaceAll(/```[\s\S]*?```/g, "").replaceAll(/\s+/g, " ");
  return {
    title,
    names: new Set([...prose.matchAll(/\*\*(.+?)\*\*/g)].map(([, name = ""]) => name)),
    texts: new Set([...prose.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code)),
    blocks: [...body.matchAll(/```\w*\n([\s\S]*?)```/g)].map(([, block = ""]) => block),
  };
}
