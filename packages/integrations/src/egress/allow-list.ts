import ipaddr from "ipaddr.js";
import { canonicalAddress } from "./address.ts";

/** What an administrator lets through although it is not public. */
export type AllowList = (place: Place) => boolean;

export interface Place {
  /** As in the URL, in lower case, without brackets and trailing dot. */
  readonly host: string;
  readonly port: number;
  /** The address that will be connected to. */
  readonly address: string;
}

/** @param text `host:port`, `[ipv6]:port` or CIDR blocks, separated by commas. @throws Error naming the entry that is none. */
export function parseAllowList(text: string): AllowList {
  const entries = text.split(",").map((entry) => entry.trim());
  const rules = entries.filter((entry) => entry !== "").map(parseEntry);
  return (place) => rules.some((rule) => rule(place));
}

/** Such as 10.0.0.0/8. */
export function isBlock(text: string): boolean {
  return ipaddr.isValidCIDR(text);
}

export function isWithin(address: string, block: string): boolean {
  const parsed = ipaddr.parse(address);
  const range = ipaddr.parseCIDR(block);
  return parsed.kind() === range[0].kind() && parsed.match(range);
}

function parseEntry(entry: string): AllowList {
  if (isBlock(entry)) return ({ address }) => isWithin(address, entry);
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:[\]/]+)):(\d{1,5})$/.exec(entry) ?? [];
  const host = canonicalAddress(bracketed ?? plain ?? "") ?? canonicalName(plain ?? "");
  if (host === null || !isPort(Number(port))) {
    throw new Error(
      `"${entry}" is neither host:port nor a block like 10.0.0.0/8 in the list of allowed targets.`,
    );
  }
  return (place) => place.port === Number(port) && (place.host === host || place.address === host);
}

const NAME = /^[\p{L}\p{M}\p{N}_-]+(?:\.[\p{L}\p{M}\p{N}_-]+)*\.?$/u;

/** As it stands in a parsed URL; null when it can be no name of a host: 300.1.1.1 is none. */
function canonicalName(text: string): string | null {
  if (!NAME.test(text) || !URL.canParse(`http://${text}`)) return null;
  return new URL(`http://${text}`).hostname.replace(/\.$/, "");
}

function isPort(port: number): boolean {
  return port >= 1 && port <= 65_535;
}
