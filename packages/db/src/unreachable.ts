/** The server could not be used; the message says which one, why, and what to do. It never holds the password. */
export class DatabaseUnreachable extends Error {
  override readonly name = "DatabaseUnreachable";
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there; start PostgreSQL or correct DATABASE_URL",
  ECONNRESET: "it closed the connection; see the server's log",
  ENOTFOUND: "the host name is unknown; correct DATABASE_URL",
  EAI_AGAIN: "the host name could not be looked up; correct DATABASE_URL or the name service",
  EHOSTUNREACH: "there is no route to it; correct DATABASE_URL or the network",
  ETIMEDOUT: "it does not answer; correct DATABASE_URL or the firewall",
  CONNECT_TIMEOUT: "it does not answer; correct DATABASE_URL or the firewall",
  CONNECTION_CLOSED: "it closed the connection; see the server's log",
  "28P01": "the password is wrong; correct DATABASE_URL",
  "28000": "the server refuses this user from here; see its pg_hba.conf",
  "3D000": "the database does not exist; create it or correct DATABASE_URL",
  "42501": "the user may not create tables there; make it the owner of the database",
  "53300": "it has no free connection; raise max_connections",
  "57P03": "it is starting up or shutting down; try again in a moment",
};

/** Turns what a driver threw into one clear sentence; anything not about reaching the server is returned as it is. */
export function explainConnectionError(error: unknown, url: string): unknown {
  const code = codeOf(error);
  const reason = code === undefined ? undefined : wantsTls(url) && HUNG_UP.has(code) ? NO_TLS : reasons[code];
  if (reason === undefined) return error;
  return new DatabaseUnreachable(`PostgreSQL at ${placeOf(url)} cannot be used: ${reason}.`, {
    cause: error,
  });
}

const HUNG_UP = new Set(["ECONNRESET", "CONNECTION_CLOSED"]);
const NO_TLS =
  "it closed the connection when asked for TLS; turn TLS on there, or take sslmode out of DATABASE_URL";

function wantsTls(url: string): boolean {
  const mode = URL.canParse(url) ? new URL(url).searchParams.get("sslmode") : null;
  return mode !== null && mode !== "disable";
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}

/**
 * Before anything reads it: the driver would throw what names no cause, and what stands before a stray "/" or "@" of the
 * password would be taken for the host.
 * @throws DatabaseUnreachable
 */
export function refuseUnreadableUrl(url: string): void {
  if (URL.canParse(url) && isWhole(new URL(url), url)) return;
  throw new DatabaseUnreachable(
    "DATABASE_URL must look like postgresql://USER:PASSWORD@HOST:PORT/NAME; in user and password every sign " +
      "but letters and digits has to be percent-encoded, such as %23 for # and %40 for @.",
  );
}

function isWhole({ protocol, pathname, username, password, hash }: URL, url: string): boolean {
  return (
    /^postgres(ql)?:$/u.test(protocol) &&
    hash === "" &&
    !pathname.includes("@") &&
    !pathname.slice(1).includes("/") &&
    url.split("@").length <= 2 &&
    [username, password, pathname].every(isDecodable)
  );
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port === "" ? "5432" : port}${pathname}`;
}
