import { Client, buildConnector } from "undici";
import { canonicalAddress } from "./address.ts";
import type { CheckedTarget } from "./guard.ts";

const CONNECT_MS = 10_000;

/** One connection for one request: nothing is reused, so "connected" means that the request may have gone out. */
export interface PinnedConnection extends AsyncDisposable {
  readonly client: Client;
  readonly connected: () => boolean;
}

/**
 * Dials the checked addresses in turn and no other: the name is not looked up again. The certificate
 * is still held against the name.
 */
export function pinnedConnection(target: CheckedTarget): PinnedConnection {
  let connected = false;
  const dial = buildConnector({ timeout: CONNECT_MS, allowH2: false, autoSelectFamily: false });

  const connect: buildConnector.connector = (options, callback) => {
    const servername = canonicalAddress(target.host) === null ? target.host : "";
    const tryAddress = (index: number) => {
      const address = target.addresses[index] ?? target.addresses[0];
      dial({ ...options, hostname: address, host: address, servername }, (error, socket) => {
        if (error === null && canonicalAddress(socket.remoteAddress ?? "") === address) {
          connected = true;
          callback(null, socket);
          return;
        }
        socket?.destroy();
        if (index + 1 < target.addresses.length) tryAddress(index + 1);
        else
          callback(error ?? new Error("Connected to another address than the one that was checked."), null);
      });
    };
    tryAddress(0);
  };

  const client = new Client(target.url.origin, { connect, pipelining: 1, maxHeaderSize: 32 * 1024 });
  return {
    client,
    connected: () => connected,
    [Symbol.asyncDispose]: () => client.destroy(),
  };
}
