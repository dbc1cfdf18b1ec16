import { networkInterfaces } from "node:os";
import { bracketed } from "../http-address.ts";

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/** From where a browser may send what changes something: the public address, and the one that is listened on. */
export function ownOrigins(
  publicUrl: string,
  at: { readonly host: string; readonly port: number },
): ReadonlySet<string> {
  const hosts = isEverywhere(at.host)
    ? [...LOOPBACK, ...addressesOfThisMachine()]
    : isLoopback(at.host)
      ? LOOPBACK
      : [bracketed(at.host)];
  const listened = hosts.map((host) => new URL(`http://${host}:${at.port}`).origin);
  return new Set([new URL(publicUrl).origin, ...listened]);
}

function isEverywhere(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

function addressesOfThisMachine(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  // A link-local address carries a zone, which no browser can say.
  return all.map(({ address }) => bracketed(address)).filter((host) => !host.startsWith("[fe80:"));
}
