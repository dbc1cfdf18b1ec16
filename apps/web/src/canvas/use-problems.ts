import { harmlessText } from "@riposte/plan/harmless-text";
import type { Catalogue } from "@riposte/plan";
import { useEffect } from "react";
import type { CompileAnswer, CompileQuestion } from "./compile.worker.ts";
import { inFormWords } from "../panel/field-title.ts";
import { useDraftStore } from "./draft-store.ts";
import { nodeOf } from "./graph-questions.ts";

const REST_MS = 100;

/** Keeps the draft's problems up to date, in a worker. */
export function useProblems(catalogue: Catalogue): void {
  const draft = useDraftStore();
  useEffect(() => {
    if (catalogue.actions.size === 0) return undefined;
    const compiler = new Worker(new URL("./compile.worker.ts", import.meta.url), { type: "module" });
    let isBusy = false;
    let isOutdated = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (question: CompileQuestion) => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin of its own
      compiler.postMessage(question);
    };
    // One graph after the other: those in between are nobody's any more before their turn.
    const compile = () => {
      isOutdated = isBusy;
      if (isBusy) return;
      isBusy = true;
      const { graph, playbook } = draft.getState();
      ask({ kind: "graph", graph, id: playbook.id, name: playbook.name });
    };
    const isDone = () => {
      isBusy = false;
      if (isOutdated) compile();
      return !isBusy;
    };
    ask({ kind: "catalogue", catalogue });
    compile();
    compiler.addEventListener("message", ({ data }: MessageEvent<CompileAnswer>) => {
      if (!isDone()) return;
      const { graph, setProblems } = draft.getState();
      const inWords = data.problems.map((each) => inFormWords(each, nodeOf(graph, each.node), catalogue));
      setProblems(inWords.map((each) => ({ ...each, message: harmlessText(each.message) })));
    });
    compiler.addEventListener("error", isDone);
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
