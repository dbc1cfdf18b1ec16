import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An outside system that counts what reaches it, by the `key` field of the JSON body. */
export interface FakeReceiver extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly received: ReadonlyMap<string, number>;
}

/** Answers every POST with 200 after `delayMs`; the request counts when its body has arrived, answered or not. */
export async function startFakeReceiver(delayMs: number): Promise<FakeReceiver> {
  const received = new Map<string, number>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { key } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { key: string };
      received.set(key, (received.get(key) ?? 0) + 1);
      setTimeout(() => response.setHeader("content-type", "application/json").end('{"ok":true}'), delayMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/effects`,
    port,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
