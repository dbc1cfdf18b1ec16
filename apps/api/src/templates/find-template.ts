import { playbookTemplates } from "@riposte/gallery";
import type { PlaybookTemplate } from "@riposte/gallery";
import { z } from "zod";
import { notFound } from "../user-error.ts";

/** What imports of templates have as their format. */
export const TEMPLATE = "template";

export const templateRef = z.string().min(1).max(200);

/** By id or name. @throws UserError where there is none */
export async function requireTemplate(ref: string): Promise<PlaybookTemplate> {
  const found = (await playbookTemplates()).find(({ id, name }) => id === ref || name === ref);
  if (found === undefined) throw notFound("template", ref);
  return found;
}

/** Its id, where an older version of Riposte had one that this one does not. */
export async function nameOfTemplate(id: string): Promise<string> {
  return (await playbookTemplates()).find((template) => template.id === id)?.name ?? id;
}
