/** HTTP for actions: through the egress guard, bounded in size and time. */
export interface HttpPort {
  /**
   * Resolves for every answer, whatever its status.
   * @throws ActionError `egress_refused`; `unavailable` or `timeout` (nothing went out, or a safe request whose
   * answer did not come whole); or unknown (no answer came).
   */
  request(request: HttpRequest): Promise<HttpAnswer>;
}

export interface HttpRequest {
  readonly method: HttpMethod;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** How many redirects may be followed; none unless told. */
  readonly redirects?: number;
  /** What of the answer's body is read, at most; 1 MB unless told. */
  readonly maxBytes?: number;
}

export const httpMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
export type HttpMethod = (typeof httpMethods)[number];

/** Asking twice has the effect of asking once, by the rules of HTTP. */
export function isSafe(method: HttpMethod): boolean {
  return method === "GET" || method === "HEAD" || method === "OPTIONS";
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** False when the body was too long or, of a request that is not safe, broke off. */
  readonly complete: boolean;
  /** The first order on the way here, if a redirect was its answer. */
  readonly order?: RedirectedOrder;
  /** Of the request that was answered, after redirects. */
  readonly method: HttpMethod;
  readonly url: string;
}

/** A request that is not safe and was answered with a redirect: it may have taken effect. */
export interface RedirectedOrder {
  readonly method: HttpMethod;
  readonly host: string;
  readonly status: number;
}
