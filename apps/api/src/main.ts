import { connect } from "@riposte/db";
import { connectClient, createDataConverter, temporalSettings } from "@riposte/temporal";
import { loadKeyring, openVault } from "@riposte/vault";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import { ensureLocalToken } from "./auth/local-token.ts";
import { readEnv } from "./env.ts";
import type { Env } from "./env.ts";
import { createLogger } from "./log.ts";
import { listenForNotices } from "./notices/notices.ts";
import { createTemporalGateway } from "./temporal/temporal-gateway.ts";
import { startServer } from "./server.ts";
import { askedToStop } from "./stop-signal.ts";
import { untilDatabaseAnswers } from "./until-database-answers.ts";

const env = readEnv();
const log = createLogger(env.RIPOSTE_LOG_LEVEL);

try {
  await run(env, log);
} catch (error) {
  log.fatal({ err: error }, "the API could not start");
  process.exit(1);
}

async function run(env: Env, log: Logger): Promise<void> {
  const vault = openVault(await loadKeyring(env.RIPOSTE_KEYRING));
  await using procedures = connect(env.DATABASE_URL, { max: 10, name: "riposte api", hurried: true });
  await using hooks = connect(env.DATABASE_URL, { max: 10, name: "riposte hooks", hurried: true });
  await untilDatabaseAnswers(procedures.sql, log);
  await ensureLocalToken(procedures.db, env.RIPOSTE_TOKEN_FILE);

  const temporal = connectClient(temporalSettings(env), createDataConverter(vault));
  const runs = createTemporalGateway(temporal);
  const notices = listenForNotices(env.DATABASE_URL);
  const publicUrl = env.RIPOSTE_PUBLIC_URL ?? `http://${env.RIPOSTE_HOST}:${env.RIPOSTE_PORT}`;
  const app = createApp({
    db: procedures.db,
    sql: hooks.sql,
    vault,
    runs,
    notices,
    log,
    dataFolder: env.RIPOSTE_DATA,
    publicUrl,
  });

  const server = await startServer(app, { host: env.RIPOSTE_HOST, port: env.RIPOSTE_PORT });
  process.stdout.write(`${JSON.stringify({ ready: true, address: server.address })}\n`);

  const why = await askedToStop();
  log.info({ why }, "stopping");
  await server.stop();
  await notices.close();
  await runs.close();
}
