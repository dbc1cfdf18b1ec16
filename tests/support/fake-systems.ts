import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** Outside systems behind one address: each path is one of them. */
export interface FakeSystems extends AsyncDisposable {
  readonly url: string;
  /** `host:port`. */
  readonly place: string;
  /** The JSON bodies that have come to a path; of a request without one, null. */
  readonly receivedAt: (path: string) => readonly unknown[];
}

/** Answers each request with the JSON value for its path, or an empty object. */
export async function startFakeSystems(answers: Readonly<Record<string, unknown>>): Promise<FakeSystems> {
  const received = new Map<string, unknown[]>();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const path = request.url ?? "";
      received.set(path, [...(received.get(path) ?? []), body === "" ? null : JSON.parse(body)]);
      response.setHeader("content-type", "application/json").end(JSON.stringify(answers[path] ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const place = `127.0.0.1:${port}`;
  return {
    url: `http://${place}`,
    place,
    receivedAt: (path) => received.get(path) ?? [],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
