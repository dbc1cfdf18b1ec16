import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Hono } from "hono";
import { answerClientErrors } from "./client-errors.ts";
import { bracketed, httpAddress } from "./http-address.ts";
import { requestListener } from "./request-listener.ts";

export interface RunningServer {
  /** `http://127.0.0.1:8080`, with the port that it really got. */
  readonly address: string;
  /** Takes no more connections; requests under way are given ten seconds. */
  readonly stop: () => Promise<void>;
}

const DRAIN_MS = 10_000;
/** Of one request, headers and body: a sender that trickles does not hold a connection for ever. */
const REQUEST_MS = 60_000;

/** @throws an Error that says why the address cannot be used. */
export async function startServer(
  app: Pick<Hono, "fetch">,
  at: { readonly host: string; readonly port: number },
): Promise<RunningServer> {
  // A missing Host is refused by the listener, with a reason.
  const server = createServer({ requireHostHeader: false }, requestListener(app, bracketed(at.host)));
  server.requestTimeout = REQUEST_MS;
  answerClientErrors(server);
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", (error) => reject(explain(error, at)));
    server.listen(at.port, at.host);
  });
  const { port } = server.address() as AddressInfo;
  return { address: httpAddress({ host: at.host, port }), stop: () => stop(server) };
}

async function stop(server: Server): Promise<void> {
  const impatient = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await closed;
  clearTimeout(impatient);
}

function explain(error: Error, at: { readonly host: string; readonly port: number }): Error {
  const code = "code" in error ? error.code : null;
  const place = `${bracketed(at.host)}:${at.port}`;
  if (code === "EADDRINUSE") {
    return new Error(`${place} is taken by another process. Stop it, or choose another port.`, {
      cause: error,
    });
  }
  if (code === "EACCES") {
    return new Error(`This user may not listen on ${place}. Choose a port above 1023.`, { cause: error });
  }
  if (code === "EADDRNOTAVAIL") {
    return new Error(`${at.host} is no address of this machine.`, { cause: error });
  }
  return error;
}
