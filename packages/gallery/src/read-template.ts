import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { actionDocument, playbookDocument } from "./template.ts";
import type { PlaybookTemplate } from "./template.ts";

const document = z.discriminatedUnion("kind", [actionDocument, playbookDocument]);

/** @throws where the folder does not hold one playbook with the scripts that it names */
export async function readTemplate(folder: string): Promise<PlaybookTemplate> {
  const text = await readFile(join(folder, "playbook.yaml"), "utf8");
  const documents = parseAllDocuments(text).map((one) => document.parse(one.toJS()));
  const [playbook, ...others] = documents.filter((one) => one.kind === "playbook");
  if (playbook === undefined || others.length > 0) throw new Error(`${folder} does not hold one playbook.`);
  const { name, description, tags, graph } = playbook;
  const actions = documents
    .filter((one) => one.kind === "action")
    .map(async ({ kind: _kind, script, ...action }) => {
      const source = await readFile(join(folder, script), "utf8");
      return { ...action, source, hash: createHash("sha256").update(source).digest("hex") };
    });
  return { id: basename(folder), name, description, tags, graph, actions: await Promise.all(actions) };
}
