import { readFileSync } from "node:fs";
import { createSecureContext, getCACertificates } from "node:tls";
import type { SecureContext } from "node:tls";
import { canonicalAddress } from "./address.ts";
import { isBlock, isWithin } from "./allow-list.ts";

/** The company's own proxy. */
export interface Upstream {
  /** Name or address, without brackets. */
  readonly host: string;
  readonly port: number;
  /** Of the header Proxy-Authorization. */
  readonly authorization: string | null;
}

export interface Upstreams {
  /** For `http://` and for `https://`. */
  readonly http: Upstream | null;
  readonly https: Upstream | null;
  /** Whether a host is reached past them. */
  readonly passes: (host: string) => boolean;
  /** They look up names that this machine cannot, and are believed. */
  readonly trusted: boolean;
  /** What certificates are held against; null: what Node trusts. */
  readonly trust: SecureContext | null;
}

type Variables = Readonly<Record<string, string | undefined>>;

const USUAL_PORT = 80;

/** As `python-activities/src/riposte_runner/network.py` reads them for scripts. @throws Error naming the variable at fault. */
export function readUpstreams(variables: Variables): Upstreams {
  const past = eitherCase(variables, "NO_PROXY")
    .split(",")
    .map((entry) => entry.trim().toLowerCase());
  const patterns = past.filter((entry) => entry !== "");
  return {
    http: upstreamOf(variables, "HTTP_PROXY"),
    https: upstreamOf(variables, "HTTPS_PROXY"),
    passes: (host) => patterns.some((pattern) => matches(pattern, host)),
    trusted: variables["RIPOSTE_EGRESS_TRUST_PROXY"] === "true",
    trust: trustOf(variables),
  };
}

function eitherCase(variables: Variables, name: string): string {
  return variables[name] || variables[name.toLowerCase()] || "";
}

function upstreamOf(variables: Variables, name: string): Upstream | null {
  const text = eitherCase(variables, name);
  if (text === "") return null;
  try {
    const { protocol, hostname, port, username, password } = new URL(
      text.includes("//") ? text : `http://${text}`,
    );
    if (protocol !== "http:") throw new TypeError("It speaks something else.");
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return {
      host: hostname.replace(/^\[|\]$/g, ""),
      port: Number(port) || USUAL_PORT,
      authorization: username === "" ? null : `Basic ${Buffer.from(pair).toString("base64")}`,
    };
  } catch (error) {
    throw new Error(`${name} is not the address of a proxy like http://proxy.example.com:3128.`, {
      cause: error,
    });
  }
}

function trustOf(variables: Variables): SecureContext | null {
  const name = ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"].find((known) => (variables[known] ?? "") !== "");
  if (name === undefined) return null;
  try {
    const bundle = readFileSync(variables[name] ?? "", "utf8");
    return createSecureContext({ ca: [...getCACertificates("default"), bundle] });
  } catch (error) {
    throw new Error(`${name} names no file with certificates that can be read.`, { cause: error });
  }
}

/** `*`, a name with all below it, an address or a block. */
function matches(pattern: string, host: string): boolean {
  if (pattern === "*") return true;
  const address = canonicalAddress(host);
  if (address !== null)
    return isBlock(pattern) ? isWithin(address, pattern) : canonicalAddress(pattern) === address;
  const name = pattern.replace(/^\*?\.?/, "");
  return name !== "" && (host === name || host.endsWith(`.${name}`));
}
