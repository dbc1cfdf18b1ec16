import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import type { TemporalSettings } from "@riposte/temporal";
import { codeOf, messageOf, UserError } from "../user-error.ts";
import { askTemporal } from "./ask-temporal.ts";

const DIAL_MS = 5_000;
const ANSWER_MS = 8_000;

/**
 * Whether a Temporal of the user's own can be worked with: the SDK itself would try again for minutes and then not say why.
 * @throws UserError with one sentence that names the address and what to do.
 */
export async function checkTemporal(at: TemporalSettings): Promise<void> {
  const place = parseAddress(at.address);
  try {
    await dial(place, at.tls);
    await askTemporal(at, ANSWER_MS);
  } catch (error) {
    throw new UserError(`Temporal at ${at.address} cannot be used: ${reasonOf(error, at)}.`, {
      cause: error,
    });
  }
}

interface Place {
  readonly host: string;
  readonly port: number;
}

function parseAddress(address: string): Place {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:/\s]+)):(\d{1,5})$/.exec(address) ?? [];
  const host = bracketed ?? plain;
  if (host !== undefined) return { host, port: Number(port) };
  throw new UserError(`TEMPORAL_ADDRESS must look like temporal.example.com:7233, not "${address}".`);
}

/** Opens and closes a connection, so that what goes wrong below gRPC has a name. */
async function dial({ host, port }: Place, tls: boolean): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const servername = /^[\d.]+$|:/.test(host) ? "" : host;
  const socket = tls
    ? connectTls({ host, port, servername, ALPNProtocols: ["h2"] }, resolve)
    : connect({ host, port }, resolve);
  let connected = false;
  socket.once("connect", () => (connected = true));
  socket.once("error", (error) => reject(new DialError(connected, error)));
  socket.once("close", () => reject(new DialError(connected, new Error("it closed the connection"))));
  socket.setTimeout(DIAL_MS, () =>
    socket.destroy(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })),
  );
  try {
    await promise;
  } finally {
    socket.destroy();
  }
}

class DialError extends Error {
  readonly code: string | undefined;
  /** Connected, so that it failed at TLS. */
  readonly atTls: boolean;

  constructor(atTls: boolean, cause: Error) {
    super(cause.message, { cause });
    this.code = codeOf(cause);
    this.atTls = atTls;
  }
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there; start Temporal or correct TEMPORAL_ADDRESS",
  ENOTFOUND: "the host name is unknown; correct TEMPORAL_ADDRESS",
  EAI_AGAIN: "the host name could not be looked up; correct TEMPORAL_ADDRESS or the name service",
  EHOSTUNREACH: "there is no route to it; correct TEMPORAL_ADDRESS or the network",
  ENETUNREACH: "there is no route to it; correct TEMPORAL_ADDRESS or the network",
  ETIMEDOUT: "it does not answer; correct TEMPORAL_ADDRESS or the firewall",
};

function reasonOf(error: unknown, at: TemporalSettings): string {
  if (!(error instanceof DialError)) return refusalOf(error, at);
  if (!error.atTls || error.code === "ETIMEDOUT") return unreachable[error.code ?? ""] ?? error.message;
  return /CERT|SELF_SIGNED|ISSUER|SIGNATURE/.test(error.code ?? "")
    ? `its certificate is not to be trusted (${error.message}); correct TEMPORAL_ADDRESS or the certificate`
    : "it does not speak TLS; unset TEMPORAL_TLS and TEMPORAL_API_KEY, or correct TEMPORAL_ADDRESS";
}

const GRPC = {
  deadlineExceeded: 4,
  notFound: 5,
  permissionDenied: 7,
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** What gRPC answered, or that it did not. */
function refusalOf(error: unknown, { namespace, apiKey, tls }: TemporalSettings): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case GRPC.notFound:
      return `it has no namespace "${namespace}"; create it (temporal operator namespace create --namespace ${namespace}) or correct TEMPORAL_NAMESPACE`;
    case GRPC.unauthenticated:
    case GRPC.permissionDenied:
      return apiKey === null
        ? `it does not let us use the namespace "${namespace}" without a key; set TEMPORAL_API_KEY`
        : `it does not let this key use the namespace "${namespace}"; correct TEMPORAL_API_KEY or TEMPORAL_NAMESPACE`;
    case GRPC.unimplemented:
    case GRPC.unavailable:
    case GRPC.deadlineExceeded:
      return `it does not answer as Temporal does${tls ? "" : ", or wants TLS"}; correct TEMPORAL_ADDRESS${tls ? "" : " or set TEMPORAL_TLS=true"}`;
    default:
      return messageOf(error);
  }
}
