import { draftGraph } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";

/** As it lies in the database. */
export function readDraft(text: string): DraftGraph {
  return draftGraph.parse(JSON.parse(text));
}
