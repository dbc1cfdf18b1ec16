import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { codeOf } from "../user-error.ts";

export async function isFree(port: number, host: string): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, "listening");
    return true;
  } catch (error) {
    if (codeOf(error) === "EADDRINUSE") return false;
    throw error;
  } finally {
    server.close();
  }
}

/** The port of the last time if nobody took it, else one that is free now and not among `taken`. */
export async function choosePort(remembered: number | undefined, taken: readonly number[]): Promise<number> {
  if (remembered !== undefined && !taken.includes(remembered) && (await isFree(remembered, "127.0.0.1"))) {
    return remembered;
  }
  for (;;) {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    if (!taken.includes(port)) return port;
  }
}
