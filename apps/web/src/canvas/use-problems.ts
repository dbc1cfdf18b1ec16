import { harmlessText } from "@riposte/plan/harmless-text";
import type { Catalogue } from "@riposte/plan";
import { useEffect } from "react";
import type { CompileAnswer, CompileQuestion } from "./compile.worker.ts";
import { inFormWords } from "../panel/field-title.ts";
import { useDraftStore } from "./draft-store.ts";
import { nodeOf } from "./graph-questions.ts";

const REST_MS = 120;

/** Keeps the draft's problems up to date, in a worker. */
export function useProblems(catalogue: Catalogue): void {
  const draft = useDraftStore();
  useEffect(() => {
    if (catalogue.actions.size === 0) return undefined;
    const compiler = new Worker(new URL("./compile.worker.ts", import.meta.url), { type: "module" });
    let turn = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (question: CompileQuestion) => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin of its own
      compiler.postMessage(question);
    };
    const compile = () => {
      const { graph, playbook } = draft.getState();
      turn += 1;
      ask({ kind: "graph", graph, id: playbook.id, name: playbook.name, turn });
    };
    ask({ kind: "catalogue", catalogue });
    compile();
    compiler.addEventListener("message", ({ data }: MessageEvent<CompileAnswer>) => {
      if (data.turn !== turn) return;
      const { graph, setProblems } = draft.getState();
      const inWords = data.problems.map((each) => inFormWords(each, nodeOf(graph, each.node), catalogue));
      setProblems(inWords.map((each) => ({ ...each, message: harmlessText(each.message) })));
    });
    const unsubscribe = draft.subscribe(({ graph, playbook }, before) => {
      if (graph === before.graph && playbook.name === before.playbook.name) return;
      clearTimeout(timer);
      timer = setTimeout(compile, REST_MS);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
      compiler.terminate();
    };
  }, [draft, catalogue]);
}
