import { startFrom } from "@riposte/exchange";
import type { Imported } from "@riposte/exchange";
import type { PlaybookTemplate } from "@riposte/gallery";
import type { Catalogue } from "@riposte/plan";

/** What would become of the template in a workspace; nothing is stored. */
export function started(
  { name, description, tags, graph, actions }: PlaybookTemplate,
  catalogue: Catalogue,
  all: readonly PlaybookTemplate[],
): Imported {
  const names = all.map((template) => template.name);
  return startFrom({ name, description, tags, graph, scripts: actions }, catalogue, names);
}
