import { layOut } from "./layout/lay-out.ts";
import type { TidyAnswer, TidyQuestion } from "./tidy.ts";

/** A tenth of a second for a thousand steps, and more for a net: not where one types. */
globalThis.addEventListener("message", ({ data }: MessageEvent<TidyQuestion>) => {
  const places = layOut(data.drawing, data.sizes, (done) => tell({ kind: "part", done }));
  tell({ kind: "done", places: [...places].map(([id, place]) => ({ id, ...place })) });
});

function tell(answer: TidyAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has only its page
  globalThis.postMessage(answer);
}
