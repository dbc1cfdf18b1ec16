import { createServer } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createHttp } from "../egress/http-client.ts";
import type { HttpPort } from "../http.ts";

/** An outside system on this machine, and the way to it that the egress guard leaves open. */
export interface FakeServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** `host:port`, as an administrator would allow it. */
  readonly allow: string;
  readonly http: HttpPort;
  readonly received: readonly ReceivedRequest[];
}

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Answer = (response: ServerResponse, request: ReceivedRequest) => void;

export async function startFakeServer(answer: Answer): Promise<FakeServer> {
  const received: ReceivedRequest[] = [];
  const receive = async (raw: IncomingMessage, response: ServerResponse) => {
    const { method = "", url: path = "", headers } = raw;
    const request = { method, path, headers, body: await text(raw) };
    received.push(request);
    answer(response, request);
  };
  const server = createServer((raw, response) => void receive(raw, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const allow = `127.0.0.1:${port}`;
  return {
    url: `http://${allow}`,
    port,
    allow,
    http: createHttp({ allow }),
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The usual answer. */
export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
