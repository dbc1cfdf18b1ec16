import { renderText } from "./render-text.ts";
import type { RenderAnswer, RenderRequest } from "./rendered.ts";

function answer(message: RenderAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has only its page
  postMessage(message);
}

addEventListener("message", ({ data }: MessageEvent<RenderRequest>) => {
  answer({ id: data.id, rendered: renderText(data) });
});
answer(null);
