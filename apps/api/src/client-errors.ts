import { STATUS_CODES } from "node:http";
import type { Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** What Node's parser turns away gets a reason, as everything else does; nothing of what was sent is repeated. */
export function answerClientErrors(server: Server): void {
  const open = new WeakMap<Duplex, Set<ServerResponse>>();
  const turnedAway = new WeakSet<Duplex>();

  server.on("request", ({ socket }, response) => {
    const responses = open.get(socket) ?? new Set();
    open.set(socket, responses.add(response));
    response.once("close", () => responses.delete(response));
  });

  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (turnedAway.has(socket)) return;
    turnedAway.add(socket);
    const [first, ...others] = open.get(socket) ?? [];
    const last = others.at(-1) ?? first;
    if (last === undefined) turnAway(error, socket);
    // What came before it whole is answered first.
    else if (last.req.complete) last.once("close", () => turnAway(error, socket));
    else if (others.length === 0 && !last.headersSent) turnAway(error, socket);
    else socket.destroy();
  });
}

function turnAway({ code = "" }: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const { status, reason, message } = ANSWERS[code] ?? NOT_HTTP;
  const body = JSON.stringify({ reason, message });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    "x-content-type-options: nosniff",
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}

interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly message: string;
}

const NOT_HTTP: Answer = { status: 400, reason: "bad_request", message: "This is not a valid HTTP request." };

const ANSWERS: Readonly<Record<string, Answer>> = {
  HPE_HEADER_OVERFLOW: { status: 431, reason: "headers_too_large", message: "The headers are too large." },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    status: 413,
    reason: "too_large",
    message: "The extensions of a chunk are too large.",
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    reason: "timeout",
    message: "The request took too long to arrive.",
  },
};
