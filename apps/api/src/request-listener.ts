import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import type { Hono } from "hono";

/** Hands requests to the app. What cannot be one gets a reason; nothing of what was sent is repeated. */
export function requestListener(app: Pick<Hono, "fetch">, hostname: string): RequestListener {
  const listen = getRequestListener(app.fetch, { hostname, errorHandler: explain });
  return (incoming, outgoing) => {
    if (lacksHost(incoming)) turnAway(outgoing);
    else void listen(incoming, outgoing);
  };
}

/** Before 1.1 it was not asked for. */
function lacksHost({ httpVersion, headers }: IncomingMessage): boolean {
  return headers.host === undefined && httpVersion === "1.1";
}

function turnAway(outgoing: ServerResponse): void {
  const body = JSON.stringify(refusal("The request has no Host header."));
  const head = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  outgoing.writeHead(400, { ...head, "x-content-type-options": "nosniff", connection: "close" }).end(body);
}

function explain(error: unknown): Response {
  const isRequest = error instanceof RequestError;
  const body = isRequest
    ? refusal("The Host header or the path of the request is not valid.")
    : { reason: "internal", message: "Something went wrong inside Riposte. The server's log explains it." };
  const headers = { "x-content-type-options": "nosniff" };
  return Response.json(body, { status: isRequest ? 400 : 500, headers });
}

function refusal(message: string) {
  return { reason: "bad_request", message };
}
