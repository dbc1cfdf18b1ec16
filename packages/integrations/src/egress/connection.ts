import type { Socket } from "node:net";
import type { SecureContext } from "node:tls";
import { Client, buildConnector } from "undici";
import { canonicalAddress } from "./address.ts";
import type { CheckedTarget } from "./guard.ts";
import { askUpstream, UpstreamError } from "./ask-upstream.ts";
import type { Upstream } from "./upstream.ts";

const CONNECT_MS = 10_000;

/** One connection for one request: nothing is reused, so "connected" means that the request may have gone out. */
export interface PinnedConnection extends AsyncDisposable {
  readonly client: Client;
  readonly connected: () => boolean;
}

type Options = buildConnector.Options;
type Dial = (options: Options, address: string) => Promise<Socket>;

/**
 * Dials the checked addresses in turn and no other: the name is not looked up again. The certificate
 * is still held against the name.
 */
export function pinnedConnection(target: CheckedTarget, trust: SecureContext | null): PinnedConnection {
  let connected = false;
  const { upstream } = target;
  const connector = buildConnector({
    timeout: CONNECT_MS,
    allowH2: false,
    autoSelectFamily: false,
    ...(trust !== null && { secureContext: trust }),
  });
  const dial = upstream === null ? straight(connector) : throughUpstream(connector, upstream, target.port);

  const tell = async (options: Options, callback: buildConnector.Callback): Promise<void> => {
    const servername = canonicalAddress(target.host) === null ? target.host : "";
    let socket: Socket;
    try {
      socket = await dialInTurn({ ...options, servername }, target.addresses, dial);
    } catch (error) {
      callback(error instanceof Error ? error : new Error(String(error)), null);
      return;
    }
    connected = true;
    callback(null, socket);
  };
  const connect: buildConnector.connector = (options, callback) => void tell(options, callback);

  const client = new Client(target.url.origin, { connect, pipelining: 1, maxHeaderSize: 32 * 1024 });
  return {
    client,
    connected: () => connected,
    [Symbol.asyncDispose]: () => client.destroy(),
  };
}

async function dialInTurn(options: Options, addresses: readonly string[], dial: Dial): Promise<Socket> {
  const [address = "", ...others] = addresses;
  try {
    return await dial(options, address);
  } catch (error) {
    const isAway = error instanceof UpstreamError && error.status === null;
    if (isAway || others.length === 0) throw error;
    return dialInTurn(options, others, dial);
  }
}

function straight(connector: buildConnector.connector): Dial {
  return async (options, address) => {
    const socket = await connectBy(connector, { ...options, hostname: address, host: address });
    if (canonicalAddress(socket.remoteAddress ?? "") === address) return socket;
    socket.destroy();
    throw new Error("Connected to another address than the one that was checked.");
  };
}

function throughUpstream(connector: buildConnector.connector, upstream: Upstream, port: number): Dial {
  return async (options, host) => {
    const socket = await askUpstream(upstream, { host, port });
    if (options.protocol === "http:") return socket;
    return connectBy(connector, { ...options, httpSocket: socket });
  };
}

function connectBy(connector: buildConnector.connector, options: Options): Promise<Socket> {
  return new Promise((resolve, reject) => {
    connector(options, (error, socket) => (error === null ? resolve(socket) : reject(error)));
  });
}
