import type { Finding, RuffAnswer, RuffQuestion } from "./ruff-words.ts";

type Answered = (answer: RuffAnswer) => void;

/** Begun with the first question: it is ten megabytes that only who writes scripts needs. */
let worker: Worker | null = null;
let latest = 0;
const waiting = new Map<number, Answered>();

export interface PythonText {
  readonly source: string;
  /** "3.12"; "": any Python 3. */
  readonly python: string;
}

/** @throws an Error where ruff does not work in this browser. */
export async function lint(text: PythonText): Promise<readonly Finding[]> {
  const answer = await ask({ ...text, kind: "check" });
  if (answer.kind !== "checked") throw new Error(answer.kind === "failed" ? answer.why : answer.kind);
  return answer.findings;
}

/** @throws an Error that says why it cannot be formatted: it is no Python, for instance. */
export async function format(text: PythonText): Promise<string> {
  const answer = await ask({ ...text, kind: "format" });
  if (answer.kind !== "formatted") throw new Error(answer.kind === "failed" ? answer.why : answer.kind);
  return answer.source;
}

function ask(question: PythonText & Pick<RuffQuestion, "kind">): Promise<RuffAnswer> {
  worker ??= begin();
  const id = (latest += 1);
  const { promise, resolve } = Promise.withResolvers<RuffAnswer>();
  waiting.set(id, resolve);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  worker.postMessage({ ...question, id } satisfies RuffQuestion);
  return promise;
}

function begin(): Worker {
  const begun = new Worker(new URL("ruff.worker.ts", import.meta.url), { type: "module" });
  begun.addEventListener("message", ({ data }: MessageEvent<RuffAnswer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  begun.addEventListener("error", () => {
    worker = null;
    for (const [id, resolve] of waiting) resolve({ id, kind: "failed", why: "ruff could not be loaded" });
    waiting.clear();
  });
  return begun;
}
