import type { Readable, Writable } from "node:stream";
import { z } from "zod";

/** JSON-RPC as language servers speak it: each message behind its length. */
export interface Rpc {
  /** Null where nothing comes of it within the time, or the other side is gone. */
  readonly request: (method: string, params: object, timeoutMs: number) => Promise<unknown>;
  readonly notify: (method: string, params: object) => void;
  /** Whoever waits hears null. */
  readonly end: () => void;
}

interface Wire {
  readonly input: Readable;
  readonly output: Writable;
  readonly onNotification: (method: string, params: unknown) => void;
  /** What came is no message; nothing after it can be read. */
  readonly onBroken: () => void;
}

const message = z.object({
  id: z.union([z.number(), z.string()]).nullish(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
});

const HEAD_END = "\r\n\r\n";
const MOST_BYTES = 64 * 1_048_576;

export function connectRpc({ input, output, onNotification, onBroken }: Wire): Rpc {
  const waiting = new Map<number | string, (result: unknown) => void>();
  let latest = 0;

  function send(body: object): void {
    if (!output.writable) return;
    const text = JSON.stringify({ jsonrpc: "2.0", ...body });
    output.write(`Content-Length: ${Buffer.byteLength(text)}${HEAD_END}${text}`);
  }

  function receive(text: string): void {
    const { id, method, params, result } = message.parse(JSON.parse(text));
    if (method === undefined) {
      if (id != null) waiting.get(id)?.(result ?? null);
    } else if (id == null) onNotification(method, params);
    // What it asks for we have told it as it began.
    else send({ id, result: null });
  }

  const read = reader(receive);
  input.on("data", (chunk: Buffer) => {
    try {
      read(chunk);
    } catch {
      onBroken();
    }
  });
  // It went away while it was written to: its exit tells.
  output.on("error", () => {});

  return {
    request(method, params, timeoutMs) {
      const id = (latest += 1);
      const { promise, resolve } = Promise.withResolvers<unknown>();
      const timer = setTimeout(() => {
        send({ method: "$/cancelRequest", params: { id } });
        resolve(null);
      }, timeoutMs);
      waiting.set(id, resolve);
      if (output.writable) send({ id, method, params });
      else resolve(null);
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(id);
      });
    },
    notify: (method, params) => send({ method, params }),
    end() {
      for (const resolve of waiting.values()) resolve(null);
    },
  };
}

/** Puts chunks together to messages. @throws where there is no length, or too much of it */
function reader(onMessage: (text: string) => void): (chunk: Buffer) => void {
  let kept: Buffer = Buffer.alloc(0);
  return (chunk) => {
    kept = Buffer.concat([kept, chunk]);
    for (let head = kept.indexOf(HEAD_END); head !== -1; head = kept.indexOf(HEAD_END)) {
      const length = Number(/Content-Length: (\d+)/i.exec(kept.toString("latin1", 0, head))?.[1]);
      if (!(length <= MOST_BYTES)) throw new Error("This is no message of a language server.");
      const start = head + HEAD_END.length;
      if (kept.length < start + length) return;
      const text = kept.toString("utf8", start, start + length);
      kept = kept.subarray(start + length);
      onMessage(text);
    }
  };
}
