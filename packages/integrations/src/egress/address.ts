import { networkInterfaces } from "node:os";
import ipaddr from "ipaddr.js";

/** Public addresses that answer only from inside a cloud: Azure's host agent. The others lie in reserved ranges. */
const CLOUD_INTERNAL = new Set(["168.63.129.16"]);

const names: Readonly<Record<string, string>> = {
  unspecified: "an unspecified address",
  broadcast: "a broadcast address",
  multicast: "a multicast address",
  linkLocal: "a link-local address, where clouds keep their metadata",
  loopback: "this machine itself",
  carrierGradeNat: "an address of carrier-grade NAT",
  private: "a private address",
  uniqueLocal: "a private address",
  ipv4Mapped: "an IPv4 address in disguise",
  rfc6145: "an IPv4 address in disguise",
  rfc6052: "a NAT64 address",
  "6to4": "a 6to4 address",
  teredo: "a Teredo address",
};

/** The one spelling of an address, without zone; null when it is none. */
export function canonicalAddress(text: string): string | null {
  return ipaddr.isValid(text) ? ipaddr.parse(text.replace(/%.*$/, "")).toString() : null;
}

/** Why nothing of ours may connect there, as half a sentence; null when it is an ordinary public address. */
export function forbiddenAddress(address: string, ownAddresses: ReadonlySet<string>): string | null {
  const canonical = canonicalAddress(address);
  if (canonical === null) return "not an address";
  if (ownAddresses.has(canonical)) return "this machine itself";
  if (CLOUD_INTERNAL.has(canonical)) return "an address of the cloud's own services";
  const parsed = ipaddr.parse(canonical);
  const range = parsed.range();
  if (range !== "unicast") return names[range] ?? "a reserved address";
  // All that was ever given out to the public lies in 2000::/3.
  if (parsed.kind() === "ipv6" && !parsed.match(ipaddr.parse("2000::"), 3)) return "a reserved address";
  return null;
}

/** Public ones included: a service may listen on them for the neighbours only. */
export function interfaceAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .map(({ address }) => canonicalAddress(address) ?? address);
}
