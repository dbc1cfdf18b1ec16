import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readTemplate } from "./read-template.ts";
import type { PlaybookTemplate } from "./template.ts";

export type { PlaybookTemplate, TemplateAction } from "./template.ts";

const FOLDER = join(import.meta.dirname, "../templates");

let read: Promise<readonly PlaybookTemplate[]> | null = null;

/** All that come with Riposte, by name; read once. */
export function playbookTemplates(): Promise<readonly PlaybookTemplate[]> {
  read ??= readAll();
  return read;
}

async function readAll(): Promise<readonly PlaybookTemplate[]> {
  const folders = await readdir(FOLDER);
  const templates = await Promise.all(folders.map((folder) => readTemplate(join(FOLDER, folder))));
  return templates.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
