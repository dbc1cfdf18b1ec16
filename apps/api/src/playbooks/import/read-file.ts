import { Fault, fixesOf, importPlaybook, isHere } from "@riposte/exchange";
import type { Imported } from "@riposte/exchange";
import { harmlessText } from "@riposte/plan";
import type { Catalogue } from "@riposte/plan";
import { z } from "zod";
import { workspaceCatalogue } from "../../actions/workspace-catalogue.ts";
import type { Context } from "../../context.ts";
import { plainWords } from "../../plain-name.ts";
import { UserError } from "../../user-error.ts";
import { playbookName } from "../playbook-name.ts";
import { folderPath, tagList } from "../shelf-words.ts";

/** Every request that brings a file. */
export const fileInput = z
  .object({
    text: z.string(),
    /** What the file is called; empty: it was pasted. */
    file: plainWords("A file's name").max(300).default(""),
  })
  .strict();

export type FileInput = z.infer<typeof fileInput>;

export interface ReadFile extends Imported {
  readonly catalogue: Catalogue;
}

/** Nothing is stored by it. @throws UserError with file, line and reason */
export async function readFile(ctx: Context, { text, file }: FileInput): Promise<ReadFile> {
  const catalogue = await workspaceCatalogue(ctx);
  try {
    const imported = importPlaybook(text, catalogue);
    const description = plain(imported.description).slice(0, 10_000);
    return { ...imported, ...shelfOf(imported), name: nameOf(imported.name), description, catalogue };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new UserError("bad_request", faultWords(file, error), { field: "text", cause: error });
  }
}

function faultWords(file: string, { line, message }: Fault): string {
  const name = file === "" ? "The text" : file;
  const place = line === null ? name : `${name}, line ${line}`;
  return `${place}: ${harmlessText(message)} Nothing was imported.`;
}

/** As the page shows them: each entry with what there is to do about it at this moment. */
export function withFixes({ report, catalogue }: Pick<ReadFile, "report" | "catalogue">) {
  return report.map((entry) => ({
    ...entry,
    fixes: fixesOf(entry, catalogue),
    isHere: isHere(entry, catalogue),
  }));
}

/** A name without hidden codes, no longer than a name may be. */
function nameOf(name: string): string {
  const named = playbookName.safeParse(plain(name).trim().slice(0, LONGEST_NAME));
  return named.success ? named.data : "Imported playbook";
}

const LONGEST_NAME = 200;

/** As people read it, and as the database keeps it. */
function plain(text: string): string {
  return harmlessText(text.toWellFormed());
}

/** A shelf that cannot be one here is none. */
function shelfOf({ folder, tags }: Pick<Imported, "folder" | "tags">) {
  const path = folderPath.safeParse(folder);
  const words = tagList.safeParse(tags);
  return { folder: path.success ? path.data : "", tags: words.success ? words.data : [] };
}
