import { compileDraft } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import type { Catalogue, Diagnostic } from "@riposte/plan";

export type CompileQuestion =
  | { readonly kind: "catalogue"; readonly catalogue: Catalogue }
  | {
      readonly kind: "graph";
      readonly graph: DraftGraph;
      /** The playbook's. */
      readonly id: string;
      readonly name: string;
    };

export interface CompileAnswer {
  readonly problems: readonly Diagnostic[];
}

let catalogue: Catalogue | null = null;

/** While somebody types, the page stays free. */
globalThis.addEventListener("message", ({ data }: MessageEvent<CompileQuestion>) => {
  if (data.kind === "catalogue") {
    catalogue = data.catalogue;
    return;
  }
  if (catalogue === null) return;
  const { graph, id, name } = data;
  const answer: CompileAnswer = { problems: compileDraft(graph, { id, name, catalogue }).diagnostics };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has only its page
  globalThis.postMessage(answer);
});
