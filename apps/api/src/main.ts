import { flushCompileCache } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { createBlobStore } from "@riposte/blobs";
import { connect } from "@riposte/db";
import { createHttp } from "@riposte/integrations";
import { connectClient, createDataConverter, temporalSettings } from "@riposte/temporal";
import { deriveSecret, loadKeyring, openVaultFile } from "@riposte/vault";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import { listenForAccess } from "./auth/access-notices.ts";
import { cleanUpRegularly } from "./auth/clean-up.ts";
import { createAuth } from "./auth/create-auth.ts";
import { ownOrigins } from "./auth/origins.ts";
import { readClientAddress } from "./client-address.ts";
import { readEnv } from "./env.ts";
import type { Env } from "./env.ts";
import { createBodyRoom } from "./hooks/body-room.ts";
import { createOpenRequests } from "./hooks/open-requests.ts";
import { createLanguageSessions } from "./language/language-sessions.ts";
import { createLogger } from "./log.ts";
import { takeModuleEvents } from "./modules/take-events.ts";
import { listenForNotices } from "./notices/notices.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { createTemporalGateway } from "./temporal/temporal-gateway.ts";
import type { Services } from "./services.ts";
import { httpAddress } from "./http-address.ts";
import { startServer } from "./server.ts";
import { askedToStop } from "./stop-signal.ts";
import { devServerRoutes } from "./web/dev-server.ts";
import { loadWebApp } from "./web/load-web-app.ts";
import { webRoutes } from "./web/web-routes.ts";

/** As long as that the word that it is ready waits for the database; that one which is away may take hours. */
const DATABASE_MS = 3_000;

/** Of webhooks, in memory at once. */
const BODY_ROOM_BYTES = 256 * 1024 * 1024;

/** What is being taken is taken; one that waits for the database is not waited for. */
const TAKING_MS = 2_000;

const env = readEnv();
const log = createLogger(env.RIPOSTE_LOG_LEVEL);

try {
  await run(env, log);
} catch (error) {
  log.fatal({ err: error }, "the API could not start");
  process.exit(1);
}

async function run(env: Env, log: Logger): Promise<void> {
  const keyring = await loadKeyring(env.RIPOSTE_KEYRING);
  const vault = openVaultFile(env.RIPOSTE_KEYRING, (error) =>
    log.error({ err: error }, "the key ring cannot be read again; the keys read before go on serving"),
  );
  await using procedures = connect(env.DATABASE_URL, { max: 10, name: "riposte api", hurried: true });
  await using hooks = connect(env.DATABASE_URL, { max: 10, name: "riposte hooks", hurried: true });
  const temporal = connectClient(temporalSettings(env), createDataConverter(vault));
  const runs = createTemporalGateway(temporal, { vault, sql: procedures.sql });
  const notices = listenForNotices(env.DATABASE_URL);
  const access = listenForAccess(env.DATABASE_URL);
  const language = createLanguageSessions(log);
  const at = { host: env.RIPOSTE_HOST, port: env.RIPOSTE_PORT };
  const publicUrl = env.RIPOSTE_PUBLIC_URL ?? httpAddress(at);
  const origins = ownOrigins(publicUrl, at);
  const cookieSecret = deriveSecret(keyring, "sessions");
  const { db } = procedures;
  const services: Services = {
    db,
    sql: hooks.sql,
    blobs: createBlobStore(hooks.db, env.blobs),
    eventLimit: env.blobs.eventLimit,
    bodyRoom: createBodyRoom(BODY_ROOM_BYTES),
    openRequests: createOpenRequests(),
    vault,
    runs,
    notices,
    language,
    environments: env.RIPOSTE_ENVIRONMENTS ?? null,
    log,
    http: createHttp({ allow: env.RIPOSTE_EGRESS_ALLOW, publicUrl, variables: env.variables }),
    auth: createAuth({ db, secret: cookieSecret, publicUrl, origins, log }),
    access,
    cookieSecret,
    origins,
    clientAddress: readClientAddress(env.RIPOSTE_TRUSTED_PROXIES),
    keyring: env.RIPOSTE_KEYRING,
    retentionMs: env.RIPOSTE_RETENTION_HOURS * 3_600_000,
    dataFolder: env.RIPOSTE_DATA,
    publicUrl,
  };
  const pages =
    env.RIPOSTE_WEB_DEV === undefined
      ? webRoutes(await loadWebApp(env.RIPOSTE_WEB))
      : devServerRoutes(env.RIPOSTE_WEB_DEV);
  let isPrepared = false;
  const app = createApp(services, { pages, isPrepared: () => isPrepared });

  // Before the database is there: who sends meanwhile is told when to come back, and not that nobody is here.
  const server = await startServer(app, at);
  const stopping = new AbortController();
  const asked = askedToStop().finally(() => stopping.abort());
  const over = stopping.signal;
  const prepared = prepareDatabase(procedures, { tokenFile: env.RIPOSTE_TOKEN_FILE, log, over });
  const served = prepared.then(() => (isPrepared = true));
  const late = sleep(DATABASE_MS, undefined, { signal: over }).catch(() => {});
  const started = Promise.race([served, late]).then(() => {
    process.stdout.write(`${JSON.stringify({ ready: true, address: server.address })}\n`);
    // Node itself writes it only at an orderly end.
    flushCompileCache();
  });
  const stopCleaning = cleanUpRegularly(services);
  const taking = served.then(() => takeModuleEvents(services)).catch(() => {});

  const why = await Promise.race([asked, Promise.all([served, started]).then(() => asked)]);
  log.info({ why }, "stopping");
  notices.end();
  stopCleaning();
  await language.close();
  await server.stop();
  await Promise.race([taking, sleep(TAKING_MS)]);
  await notices.close();
  await access.close();
  await runs.close();
}
