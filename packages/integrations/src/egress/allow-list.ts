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

function parseEntry(entry: string): AllowList {
  if (isBlock(entry)) {
    const block = ipaddr.parseCIDR(entry);
    return ({ address }) => {
      const parsed = ipaddr.parse(address);
      return parsed.kind() === block[0].kind() && parsed.match(block);
    };
  }
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:[\]/]+)):(\d{1,5})$/.exec(entry) ?? [];
  const written = bracketed ?? plain;
  if (written === undefined) {
    throw new Error(
      `"${entry}" is neither host:port nor a block like 10.0.0.0/8 in the list of allowed targets.`,
    );
  }
  const host = canonicalAddress(written) ?? written.toLowerCase();
  return (place) => place.port === Number(port) && (place.host === host || place.address === host);
}
