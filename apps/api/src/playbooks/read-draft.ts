import { draftGraph } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import { withPlacesInBounds } from "@riposte/plan";

/** As it lies in the database. */
export function readDraft(text: string): DraftGraph {
  return draftGraph.parse(withPlacesInBounds(JSON.parse(text)));
}
