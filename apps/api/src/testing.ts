import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBlobStore, DEFAULT_BLOB_SETTINGS } from "@riposte/blobs";
import type { BlobSettings } from "@riposte/blobs";
import { connect, createToken } from "@riposte/db";
import type { Connection, Role } from "@riposte/db";
import { createHttp } from "@riposte/integrations";
import { connectClient, createDataConverter } from "@riposte/temporal";
import { createKeyring, deriveSecret, openVaultFile } from "@riposte/vault";
import { pino } from "pino";
import { createApp } from "./app.ts";
import { listenForAccess } from "./auth/access-notices.ts";
import { createAuth } from "./auth/create-auth.ts";
import { readClientAddress } from "./client-address.ts";
import { createLanguageSessions } from "./language/language-sessions.ts";
import type { LanguageLimits } from "./language/language-sessions.ts";
import { createBodyRoom } from "./hooks/body-room.ts";
import { createOpenRequests } from "./hooks/open-requests.ts";
import { listenForNotices } from "./notices/notices.ts";
import { startServer } from "./server.ts";
import type { RunGateway } from "./temporal/run-gateway.ts";
import { createTemporalGateway } from "./temporal/temporal-gateway.ts";
import { loadWebApp } from "./web/load-web-app.ts";
import { webRoutes } from "./web/web-routes.ts";

export type { RunGateway } from "./temporal/run-gateway.ts";
export { createTemporalGateway } from "./temporal/temporal-gateway.ts";
export { UserError } from "./user-error.ts";

/** For tests only: the whole API on a port of its own, over a database that the test brought. */
export interface TestApi extends AsyncDisposable {
  readonly url: string;
  readonly dataFolder: string;
  /** The pool of the procedures. */
  readonly connection: Connection;
  readonly call: (
    token: string | null,
    path: string,
    kind: "query" | "mutation",
    input?: unknown,
  ) => Promise<Answer>;
  readonly token: (workspaceId: string, role: Role, name?: string) => Promise<string>;
}

export interface Answer {
  readonly status: number;
  /** The result's data, or the error. */
  readonly body: unknown;
}

interface TestApiOptions {
  readonly databaseUrl: string;
  /** Absent: a Temporal that is away. */
  readonly runs?: RunGateway;
  /** Failed sign-ins before an address has to wait; absent: as many as it likes. */
  readonly signInFailures?: number;
  /** What people type; cookies depend on it. */
  readonly publicUrl?: string;
  readonly trustedProxies?: readonly string[];
  /** A folder with a web app as it was built; absent: none was. */
  readonly web?: string;
  /** How long Temporal remembers a run that is over. */
  readonly retentionMs?: number;
  /** As `RIPOSTE_EGRESS_ALLOW` writes it. */
  readonly egressAllow?: string;
  readonly blobs?: BlobSettings;
  readonly languageLimits?: LanguageLimits;
  /** A folder with packages of scripts. */
  readonly environments?: string;
}

export const PUBLIC_URL = "http://localhost:8080";
/** Nobody listens on the discard port. */
const NOBODY = "127.0.0.1:9";

export async function startTestApi({
  databaseUrl,
  runs,
  signInFailures = Infinity,
  publicUrl = PUBLIC_URL,
  trustedProxies = [],
  web = "",
  egressAllow = "",
  blobs = DEFAULT_BLOB_SETTINGS,
  retentionMs = 0,
  languageLimits,
  environments,
}: TestApiOptions): Promise<TestApi> {
  const dataFolder = await mkdtemp(join(tmpdir(), "riposte-test-api-"));
  const keyringFile = join(dataFolder, "keyring.json");
  const keyring = await createKeyring(keyringFile);
  const vault = openVaultFile(keyringFile, () => {});
  const procedures = connect(databaseUrl, { max: 5, hurried: true });
  const hooks = connect(databaseUrl, { max: 10, hurried: true });
  const notices = listenForNotices(databaseUrl);
  const gateway =
    runs ??
    createTemporalGateway(
      connectClient(
        { address: NOBODY, namespace: "default", tls: false, apiKey: null },
        createDataConverter(vault),
      ),
      { vault, sql: procedures.sql },
    );
  const { db } = procedures;
  const log = pino({ level: "silent" });
  const access = listenForAccess(databaseUrl);
  const language = createLanguageSessions(log, languageLimits);
  const cookieSecret = deriveSecret(keyring, "sessions");
  const origins = new Set([new URL(publicUrl).origin]);
  const services = {
    db,
    sql: hooks.sql,
    blobs: createBlobStore(hooks.db, blobs),
    eventLimit: blobs.eventLimit,
    bodyRoom: createBodyRoom(256 * 1024 * 1024),
    openRequests: createOpenRequests(),
    vault,
    runs: gateway,
    notices,
    language,
    environments: environments ?? null,
    log,
    http: createHttp({ allow: egressAllow, publicUrl }),
    auth: createAuth({ db, secret: cookieSecret, publicUrl, origins, log }),
    access,
    cookieSecret,
    origins,
    clientAddress: readClientAddress(trustedProxies),
    keyring: keyringFile,
    retentionMs,
    dataFolder,
    publicUrl,
  };
  const signInLimits = { most: signInFailures, windowMs: 60_000, addresses: 100 };
  const app = createApp(services, { signInLimits, pages: webRoutes(await loadWebApp(web)) });
  const server = await startServer(app, { host: "127.0.0.1", port: 0 });

  return {
    url: server.address,
    dataFolder,
    connection: procedures,
    call: (token, path, kind, input) => call(server.address, { token, path, kind, input }),
    token: async (workspaceId, role, name = `${role}-${randomBytes(4).toString("hex")}`) =>
      (await createToken(procedures.db, { workspaceId, name, role })).token,
    async [Symbol.asyncDispose]() {
      notices.end();
      await language.close();
      await server.stop();
      await notices.close();
      await access.close();
      await Promise.all([procedures.close(), hooks.close(), gateway.close()]);
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

interface Call {
  readonly token: string | null;
  readonly path: string;
  readonly kind: "query" | "mutation";
  readonly input: unknown;
}

/** As a client without our types would. */
async function call(url: string, { token, path, kind, input }: Call): Promise<Answer> {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (token !== null) headers["authorization"] = `Bearer ${token}`;
  const text = JSON.stringify(input ?? {});
  const response =
    kind === "query"
      ? await fetch(`${url}/trpc/${path}?input=${encodeURIComponent(text)}`, { headers })
      : await fetch(`${url}/trpc/${path}`, { method: "POST", headers, body: text });
  const answer = (await response.json()) as { result?: { data?: unknown }; error?: unknown };
  return { status: response.status, body: answer.error ?? answer.result?.data };
}
