import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";

/** A way to PostgreSQL that can be cut: then connections end, and new ones are refused, as when it was killed. */
export interface FlakyLink extends AsyncDisposable {
  readonly url: string;
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
}

export async function startFlakyLink(databaseUrl: string): Promise<FlakyLink> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    join(near, far, sockets);
    join(far, near, sockets);
  });
  const listenOn = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, "127.0.0.1", () => resolve()));
  const cut = async () => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };

  await listenOn(0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(databaseUrl);
  url.port = String(port);
  return { url: url.href, cut, mend: () => listenOn(port), [Symbol.asyncDispose]: cut };
}

function join(from: Socket, to: Socket, sockets: Set<Socket>): void {
  sockets.add(from);
  from.on("error", () => to.destroy());
  from.on("close", () => {
    sockets.delete(from);
    to.destroy();
  });
  from.pipe(to);
}
