import { makePreviewer } from "./previewer.ts";
import type { RenderAnswer } from "./rendered.ts";

/** One for the page: templates are short, and there is one to be typed at a time. */
export const pagePreviewer = makePreviewer((onAnswer) => {
  const worker = new Worker(new URL("preview.worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<RenderAnswer>) => onAnswer(data));
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has only its page
    send: (request) => worker.postMessage(request),
    end: () => worker.terminate(),
  };
});
