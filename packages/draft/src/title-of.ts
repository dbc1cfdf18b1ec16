import type { DraftNode } from "./draft-graph.ts";

/** What people call a step, as it was written: its title, else its name, else its id. */
export function titleOf({ id, name, label }: DraftNode): string {
  return typeof label === "string" && label !== "" ? label : name || id;
}
