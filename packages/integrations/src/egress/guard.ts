import { lookup } from "node:dns/promises";
import { ActionError } from "../action-error.ts";
import { canonicalAddress, forbiddenAddress } from "./address.ts";
import type { AllowList } from "./allow-list.ts";
import { placeOf } from "./place.ts";
import type { Upstream, Upstreams } from "./upstream.ts";

/** All addresses of a name, as text. */
export type Resolver = (host: string) => Promise<readonly string[]>;

export interface GuardOptions {
  readonly allow: AllowList;
  /** Canonical addresses of ours, to be refused although they are public. */
  readonly ownAddresses: ReadonlySet<string>;
  /** Name or address by which the outside reaches us, to be refused with all its addresses. */
  readonly ownHost?: string;
  readonly resolve: Resolver;
  readonly upstreams: Upstreams;
}

/** Where a request may go: one of `addresses` and no other. It is the name where `upstream` is to look that up. */
export interface CheckedTarget {
  readonly url: URL;
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly [string, ...string[]];
  readonly upstream: Upstream | null;
}

const OURSELVES = "Riposte itself";

export const systemResolver: Resolver = async (host) => {
  const found = await lookup(host, { all: true, order: "verbatim" });
  return found.map(({ address }) => address);
};

/**
 * Reads the URL as browsers do, so that every spelling of an address ends as the same text, then resolves its
 * host once and keeps the addresses that may be reached.
 * @throws ActionError
 */
export async function checkTarget(url: string, guard: GuardOptions): Promise<CheckedTarget> {
  const parsed = parseUrl(url);
  const host = hostOf(parsed);
  const port = Number(parsed.port) || (parsed.protocol === "https:" ? 443 : 80);
  const upstream = upstreamOf(parsed, host, guard.upstreams);
  const literal = canonicalAddress(host);
  const [found, reachingUs] = await Promise.all([
    literal === null ? resolveHost(host, port, { guard, upstream }) : [literal],
    addressesReachingUs(guard),
  ]);
  // Where it is the proxy's to choose, what it makes of a name is not known here.
  const isItsChoice = upstream !== null && guard.upstreams.trusted && literal === null;
  if (found.length === 0) {
    if (host === guard.ownHost) throw refused(host, port, `${host} is ${OURSELVES}`);
    return { url: parsed, host, port, addresses: [host], upstream };
  }

  const refusals = new Set<string>();
  const addresses: string[] = [];
  for (const written of found) {
    const address = canonicalAddress(written) ?? written;
    const isUs = host === guard.ownHost || reachingUs.has(address);
    // Where we listen on an address of this machine, other services do too.
    const reason = forbiddenAddress(address, guard.ownAddresses) ?? (isUs ? OURSELVES : null);
    if (reason === null || guard.allow({ host, port, address })) addresses.push(address);
    else refusals.add(`${address} is ${reason}`);
  }
  const [first, ...others] = addresses;
  if (first === undefined) throw refused(host, port, [...refusals].join(", "));
  return { url: parsed, host, port, addresses: isItsChoice ? [host] : [first, ...others], upstream };
}

function upstreamOf({ protocol }: URL, host: string, { http, https, passes }: Upstreams): Upstream | null {
  return passes(host) ? null : protocol === "https:" ? https : http;
}

/** Looked up each time, for names move; where ours cannot be, the name itself is still refused. */
async function addressesReachingUs({ ownHost, resolve }: GuardOptions): Promise<ReadonlySet<string>> {
  if (ownHost === undefined) return new Set();
  const found = canonicalAddress(ownHost) === null ? await resolve(ownHost).catch(() => []) : [ownHost];
  return new Set(found.map((address) => canonicalAddress(address) ?? address));
}

function parseUrl(text: string): URL {
  if (!URL.canParse(text)) throw badUrl("it is not a complete address such as https://example.com/path");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw badUrl("only https and http are spoken");
  if (url.username !== "" || url.password !== "") throw badUrl("user and password belong into a header");
  return url;
}

/** Without brackets and the dot of the root, in small letters. */
export function hostOf({ hostname }: URL): string {
  return hostname
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
}

function badUrl(reason: string): ActionError {
  return new ActionError("bad_arguments", `The URL cannot be used: ${reason}.`, { field: "arguments.url" });
}

/** Empty where only a proxy that is believed can look it up. */
async function resolveHost(
  host: string,
  port: number,
  { guard, upstream }: { readonly guard: GuardOptions; readonly upstream: Upstream | null },
): Promise<readonly string[]> {
  const found = await guard.resolve(host).catch((error: unknown) => {
    if (upstream !== null) return [];
    throw new ActionError("unavailable", `The name ${host} could not be looked up.`, {
      retryable: true,
      cause: error,
    });
  });
  if (found.length > 0 || (upstream !== null && guard.upstreams.trusted)) return found;
  if (upstream === null)
    throw new ActionError("unavailable", `The name ${host} has no address.`, { retryable: true });
  throw new ActionError(
    "egress_refused",
    `${placeOf({ host, port })} may not be reached: its name could not be looked up here, so nobody knows where the upstream proxy would lead. An administrator can let that proxy look names up (RIPOSTE_EGRESS_TRUST_PROXY=true).`,
  );
}

function refused(host: string, port: number, reasons: string): ActionError {
  return new ActionError(
    "egress_refused",
    `${placeOf({ host, port })} may not be reached: ${reasons}. An administrator can allow it (RIPOSTE_EGRESS_ALLOW).`,
  );
}
