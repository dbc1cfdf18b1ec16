import type { Writable } from "node:stream";

/** What a process of ours prints for every piece it reads; it is no line of its log. */
export const ALIVE = '{"alive":true}';

export interface Echo {
  /** Resolves at the next answer: asks by stdin, for all that our processes read there is that somebody asks. */
  readonly ask: () => Promise<void>;
  readonly heard: () => void;
}

export function echoOver(stdin: Writable): Echo {
  let next = Promise.withResolvers<void>();
  return {
    async ask() {
      // Unread questions would only pile up.
      if (stdin.writableLength === 0) stdin.write("\n");
      await next.promise;
    },
    heard() {
      next.resolve();
      next = Promise.withResolvers<void>();
    },
  };
}
