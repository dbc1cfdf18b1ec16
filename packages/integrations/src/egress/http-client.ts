import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import { ActionError } from "../action-error.ts";
import { isSafe } from "../http.ts";
import type { HttpAnswer, HttpPort, HttpRequest, RedirectedOrder } from "../http.ts";
import { afterRedirect } from "../redirected-order.ts";
import { parseAllowList } from "./allow-list.ts";
import { canonicalAddress, interfaceAddresses } from "./address.ts";
import { pinnedConnection } from "./connection.ts";
import { checkTarget, hostOf, systemResolver } from "./guard.ts";
import type { GuardOptions, Resolver } from "./guard.ts";
import { checkHeaders } from "./headers.ts";
import { placeOf } from "./place.ts";
import { nextHop } from "./redirect.ts";
import type { Hop } from "./redirect.ts";
import { explainBodyError, explainRequestError } from "./request-error.ts";
import { readUpstreams } from "./upstream.ts";

const MAX_BYTES = 1024 * 1024;
const USER_AGENT = "Riposte";

interface HttpOptions {
  /** As `RIPOSTE_EGRESS_ALLOW` writes it. */
  readonly allow?: string;
  /** Public addresses of ours that no network interface shows. */
  readonly ownAddresses?: readonly string[];
  /** How the outside reaches us, where it does. */
  readonly publicUrl?: string | null;
  /** Of those: HTTP_PROXY, HTTPS_PROXY, NO_PROXY, REQUESTS_CA_BUNDLE, SSL_CERT_FILE, RIPOSTE_EGRESS_TRUST_PROXY. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** Tests give answers of their own. */
  readonly resolve?: Resolver;
}

/**
 * The only way out for actions: every hop is checked, and connected to the address that was checked. A mistake in the
 * variables fails each request with its sentence.
 */
export function createHttp(options: HttpOptions = {}): HttpPort {
  const own = [...interfaceAddresses(), ...(options.ownAddresses ?? [])];
  const checks = {
    allow: parseAllowList(options.allow ?? ""),
    ownAddresses: new Set(own.map((address) => canonicalAddress(address) ?? address)),
    resolve: options.resolve ?? systemResolver,
    ...(options.publicUrl && { ownHost: hostOf(new URL(options.publicUrl)) }),
  };
  try {
    const guard: GuardOptions = { ...checks, upstreams: readUpstreams(options.variables ?? {}) };
    return { request: (request) => follow(request, guard) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { request: () => Promise.reject(new ActionError("unavailable", message, { cause: error })) };
  }
}

async function follow(request: HttpRequest, guard: GuardOptions): Promise<HttpAnswer> {
  const { method, url, body } = request;
  let hop: Hop = { method, url, body, headers: checkHeaders(request.headers ?? {}) };
  let order: RedirectedOrder | undefined;
  try {
    for (let followed = 0; ; followed++) {
      const answer = await sendOnce(hop, request, guard);
      const next = request.redirects === undefined ? null : nextHop(hop, answer);
      if (next === null) return order === undefined ? answer : { ...answer, order };
      if (!isSafe(hop.method)) {
        order ??= { method: hop.method, host: new URL(hop.url).host, status: answer.status };
      }
      if (followed === request.redirects) {
        const message = `${new URL(url).host} redirects more than ${request.redirects} times.`;
        throw new ActionError("rejected", message);
      }
      hop = next;
    }
  } catch (error) {
    if (order === undefined || !(error instanceof ActionError)) throw error;
    throw afterRedirect(error, order, { aborted: request.signal.aborted });
  }
}

async function sendOnce(hop: Hop, request: HttpRequest, guard: GuardOptions): Promise<HttpAnswer> {
  const { signal, maxBytes = MAX_BYTES } = request;
  const target = await unlessAborted(checkTarget(hop.url, guard), signal);
  const place = placeOf(target);
  await using connection = pinnedConnection(target, guard.upstreams.trust);
  let answer: Dispatcher.ResponseData;
  try {
    answer = await connection.client.request({
      method: hop.method,
      path: target.url.pathname + target.url.search,
      headers: { "user-agent": USER_AGENT, accept: "*/*", ...hop.headers },
      body: hop.body ?? null,
      signal,
    });
  } catch (error) {
    throw explainRequestError(error, { hop, place, connected: connection.connected(), signal });
  }
  const { body, broken, complete } = await readBody(answer.body, maxBytes);
  // An order was answered, whatever becomes of the body; a question can be asked again.
  if (broken !== null && isSafe(hop.method)) throw explainBodyError(broken.error, { place, signal });
  const headers = flatten(answer.headers);
  return { status: answer.statusCode, headers, method: hop.method, url: hop.url, body, complete };
}

interface ReadBody {
  readonly body: string;
  readonly complete: boolean;
  /** Why the rest did not come, where it was still wanted. */
  readonly broken: { readonly error: unknown } | null;
}

async function readBody(body: Readable, maxBytes: number): Promise<ReadBody> {
  const chunks: Buffer[] = [];
  let room = maxBytes;
  let broken: ReadBody["broken"] = null;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk.subarray(0, room));
      room -= chunk.length;
      if (room < 0) break;
    }
  } catch (error) {
    broken = { error };
  }
  const complete = broken === null && room >= 0;
  // Where it is cut, half a character is left out.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.concat(chunks), {
    stream: !complete,
  });
  return { body: text, complete, broken };
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const flat = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase(),
    Array.isArray(value) ? value.join(", ") : (value ?? ""),
  ]);
  return Object.fromEntries(flat) as Record<string, string>;
}

/** A lookup cannot be stopped, but need not be waited for. Nothing has gone out yet. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () =>
    reject(
      signal.reason instanceof ActionError
        ? signal.reason
        : new ActionError("timeout", "Time was up before the request went out.", { retryable: true }),
    );
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
