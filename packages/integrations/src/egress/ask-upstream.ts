import type { Duplex } from "node:stream";
import { Socket } from "node:net";
import { Client } from "undici";
import { placeOf } from "./place.ts";
import type { HostAndPort } from "./place.ts";
import type { Upstream } from "./upstream.ts";

const CONNECT_MS = 10_000;
const ANSWER_MS = 30_000;

/** The way to a place ends at the company's proxy. */
export class UpstreamError extends Error {
  /** `host:port` of the proxy. */
  readonly place: string;
  /** Null where it gave no answer. */
  readonly status: number | null;

  constructor(upstream: Upstream, status: number | null, options?: ErrorOptions) {
    super("The upstream proxy does not lead there.", options);
    this.place = placeOf(upstream);
    this.status = status;
  }
}

/** By CONNECT to a checked address, so that the proxy has no name to look up otherwise than we did. @throws UpstreamError */
export async function askUpstream(upstream: Upstream, to: HostAndPort): Promise<Socket> {
  const authority = placeOf(to);
  const { authorization } = upstream;
  const client = new Client(`http://${placeOf(upstream)}`, { connect: { timeout: CONNECT_MS } });
  const { statusCode, socket } = await client
    .connect({
      path: authority,
      headers: { host: authority, ...(authorization !== null && { "proxy-authorization": authorization }) },
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    .catch(async (error: unknown) => {
      await client.destroy();
      throw new UpstreamError(upstream, null, { cause: error });
    });
  if (statusCode >= 200 && statusCode < 300) return plain(socket);
  socket.on("error", () => {}).destroy();
  throw new UpstreamError(upstream, statusCode);
}

function plain(socket: Duplex): Socket {
  if (socket instanceof Socket) return socket;
  throw new TypeError("A proxy is spoken to over a socket.");
}
