import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import getPort, { portNumbers } from "get-port";
import { codeOf, UserError } from "../user-error.ts";

export async function isFree(port: number, host: string): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, "listening");
    return true;
  } catch (error) {
    if (codeOf(error) === "EADDRINUSE") return false;
    if (codeOf(error) === "EACCES")
      throw new UserError(`Port ${port} is for root only: choose one from 1024 on with --port N.`);
    if (codeOf(error) === "EADDRNOTAVAIL" || codeOf(error) === "ENOTFOUND")
      throw new UserError(`This machine has no address ${host}: correct RIPOSTE_HOST.`);
    throw error;
  } finally {
    server.close();
  }
}

/**
 * The port of the last time if nobody took it, else one that is free now and not among `taken`: below those that
 * systems give to outgoing connections, for such a connection would keep a restarted server from its port.
 */
export async function choosePort(remembered: number | undefined, taken: readonly number[]): Promise<number> {
  if (remembered !== undefined && !taken.includes(remembered) && (await isFree(remembered, "127.0.0.1"))) {
    return remembered;
  }
  return getPort({ port: portNumbers(randomInt(20_000, 30_000), 32_000), host: "127.0.0.1", exclude: taken });
}
