import { randomInt } from "node:crypto";
import getPort, { portNumbers } from "get-port";

/** For a server of a test: below the ports that outgoing connections get, one of which could take it meanwhile. */
export function freePort(): Promise<number> {
  return getPort({ port: portNumbers(randomInt(20_000, 30_000), 32_000), host: "127.0.0.1" });
}
