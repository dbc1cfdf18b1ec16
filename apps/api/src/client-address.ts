import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import ipaddr from "ipaddr.js";

/** Whose request this is. */
export type ClientAddress = (c: Context) => string;

/**
 * The connection's own address, unless that is a trusted proxy's: then what it says in `X-Forwarded-For`, read from
 * the right for as long as each one is trusted too. Anything further left could have been written by anybody.
 */
export function readClientAddress(trusted: readonly string[]): ClientAddress {
  const isTrusted = trustIn(trusted);
  return (c) => {
    const peer = plain(getConnInfo(c).remote.address ?? "unknown");
    return isTrusted(peer) ? behind(peer, c.req.header("x-forwarded-for") ?? "", isTrusted) : peer;
  };
}

export function behind(proxy: string, forwarded: string, isTrusted: (address: string) => boolean): string {
  let nearest = proxy;
  for (const entry of forwarded.split(",").toReversed()) {
    const address = plain(withoutPort(entry.trim()));
    if (!ipaddr.isValid(address)) return nearest;
    nearest = address;
    if (!isTrusted(address)) return nearest;
  }
  return nearest;
}

/** For addresses and ranges: `10.0.0.1`, `10.0.0.0/8`, `fd00::/8`. @throws an Error that names what is neither. */
export function trustIn(ranges: readonly string[]): (address: string) => boolean {
  const parsed = ranges.map(parseRange);
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const one = ipaddr.parse(address);
    return parsed.some(([range, bits]) => one.kind() === range.kind() && one.match(range, bits));
  };
}

function parseRange(range: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  if (ipaddr.isValidCIDR(range)) return ipaddr.parseCIDR(range);
  if (!ipaddr.isValid(range)) throw new Error(`${range} is neither an address nor a range like 10.0.0.0/8.`);
  const one = ipaddr.process(range);
  return [one, one.kind() === "ipv4" ? 32 : 128];
}

/** Some proxies write `203.0.113.9:5566` and `[2001:db8::2]:44`. */
function withoutPort(entry: string): string {
  const [, inBrackets, plainly] = /^\[([^\]]+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(entry) ?? [];
  return inBrackets ?? plainly ?? entry;
}

/** `::ffff:10.0.0.1` is `10.0.0.1`. */
function plain(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : address;
}
