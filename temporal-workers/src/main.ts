import { flushCompileCache } from "node:module";
import { join } from "node:path";
import { Client } from "@temporalio/client";
import { NativeConnection } from "@temporalio/worker";
import { createBlobStore } from "@riposte/blobs";
import { connect, getPlan, OWN_RELEASE } from "@riposte/db";
import { createHttp, createSmtp } from "@riposte/integrations";
import { connectionOptions, createWorkerDataConverter } from "@riposte/temporal";
import { openVaultFile } from "@riposte/vault";
import type { Logger } from "pino";
import { describeError } from "./activities/actions/describe-error.ts";
import { createCallAction } from "./activities/actions/call-action.ts";
import { warmFirst } from "./activities/actions/warm-first.ts";
import { callingWorkflow, temporalHost } from "./activities/actions/activity-host.ts";
import { createCancelWatch } from "./activities/actions/cancel-watch.ts";
import { createScriptCaller } from "./activities/actions/call-script.ts";
import { createActivities } from "./activities/activities.ts";
import { createTaskAsker } from "./activities/ask-for-task.ts";
import { listenForAsks } from "./activities/asked-runs.ts";
import { startApprovalMailer } from "./approval-mail/approval-mailer.ts";
import { startBacktests } from "./backtests/backtests.ts";
import { startDispatcher } from "./dispatcher/dispatcher.ts";
import { startCollector } from "./collector/collector.ts";
import { startEventMatcher } from "./event-waits/event-matcher.ts";
import { readEnv } from "./env.ts";
import type { Env } from "./env.ts";
import { startErrands } from "./errands/errands.ts";
import { startReconciler } from "./reconciler/reconciler.ts";
import { createLargeValues } from "./values/large-values.ts";
import { createRecordWriter } from "./records/record-writer.ts";
import { createKnownLimits } from "./turns/known-limits.ts";
import { startTurnKeeper } from "./turns/turn-keeper.ts";
import { startStanding } from "./standing/standing.ts";
import { untilRunsAreKnown } from "./standing/until-runs-are-known.ts";
import { createTurns } from "./turns/with-turn.ts";
import { createLogger } from "./worker/logger.ts";
import { patiently } from "./worker/patiently.ts";
import { runWorker } from "./worker/run-worker.ts";
import { installRuntime } from "./worker/runtime.ts";
import { stopRequest } from "./worker/stop-request.ts";
import { workerOptions } from "./worker/worker-options.ts";
import { workflowBundle } from "./worker/workflow-bundle.ts";

const env = readEnv();
const logger = createLogger(env.logLevel);

let ready = false;

try {
  await run(env, logger);
  process.exit(0);
} catch (error) {
  logger.fatal({ error: describeError(error) }, "The worker cannot go on");
  process.exit(1);
}

async function run(env: Env, logger: Logger): Promise<void> {
  const stop = stopRequest();
  const sdkLogger = installRuntime(logger);
  const vault = openVaultFile(env.keyring, (error) =>
    logger.error(
      { error: describeError(error) },
      "The key ring cannot be read again; the keys read before go on serving",
    ),
  );
  await using database = connect(env.databaseUrl, { max: 12, name: "riposte worker" });
  await using few = connect(env.databaseUrl, { max: 2, name: "riposte calls" });
  await using records = connect(env.databaseUrl, { max: 1, name: "riposte records" });
  const { db, sql } = database;
  const blobs = createBlobStore(db, env.blobs);
  await using values = createLargeValues({
    databaseUrl: env.databaseUrl,
    blobs: env.blobs,
    cacheBytes: env.valueCacheBytes,
    memoryMb: env.valueMemoryMb,
    logger: logger.child({ component: "large values" }),
  });
  const stacks = logger.isLevelEnabled("debug");
  const code = await workflowBundle(join(env.data, "cache"), { logger: sdkLogger, stacks });
  const waiting = { logger, stop };
  await patiently("The database", waiting, () => sql`select 1`);
  const connection = await patiently("Temporal", waiting, () =>
    NativeConnection.connect(connectionOptions(env.temporal)),
  );
  if (connection === null) return;
  const limits = createKnownLimits(db);
  await patiently("The database", waiting, limits.read);
  const own = { ...OWN_RELEASE, build: code.build };
  await untilRunsAreKnown({ sql, own, logger, stop, onRefusing: sayReady });

  const { namespace } = env.temporal;
  const dataConverter = createWorkerDataConverter(vault, (hash) => getPlan(db, hash));
  const client = new Client({ connection, namespace, dataConverter });
  const cancels = createCancelWatch(env.databaseUrl);
  const asked = listenForAsks(env.databaseUrl);
  const writer = createRecordWriter(records.sql, logger);
  const smtp = env.smtpUrl === null ? null : createSmtp(env.smtpUrl);
  const services = {
    blobs,
    resultLimit: env.blobs.resultLimit,
    vault,
    http: createHttp({ allow: env.egressAllow, publicUrl: env.publicUrl, variables: env.variables }),
    smtp,
    instance: env.instance,
    cancels,
    logger,
    host: temporalHost,
  };
  const callAction = warmFirst(
    createCallAction({ ...services, db: few.db }),
    createCallAction({ ...services, db }),
  );
  const inTurn = createTurns({ db, limits, instance: env.instance });
  const mailer =
    smtp === null
      ? null
      : startApprovalMailer({ db, sql, smtp, logger: logger.child({ component: "approval mail" }), stop });
  const mailing = { publicUrl: env.publicUrl, wake: () => mailer?.wake() };
  const activities = createActivities({
    db,
    sql,
    blobs,
    values,
    instance: env.instance,
    callAction: (job) => inTurn(job, callingWorkflow() ?? job.runId, callAction),
    callScript: createScriptCaller(env.scriptSocket),
    mailing,
    writer,
    asked,
    askForTask: createTaskAsker(client),
  });
  const identity = env.instance;
  const options = { connection, namespace, identity, dataConverter, activities, writer, code };

  const standing = startStanding({
    sql,
    client,
    own,
    patienceMs: env.stepBackMs,
    logger: logger.child({ component: "standing" }),
    stop,
  });
  const dispatcher = startDispatcher({
    sql,
    databaseUrl: env.databaseUrl,
    client,
    logger: logger.child({ component: "dispatcher" }),
    retentionMs: env.retentionMs,
    markFile: join(env.data, "cache", "dispatched.json"),
    limits,
    isCurrent: standing.isCurrent,
    stop,
  });
  const turnKeeper = startTurnKeeper({
    db,
    databaseUrl: env.databaseUrl,
    client,
    limits,
    logger: logger.child({ component: "turns" }),
    stop,
  });
  const errands = startErrands({
    db,
    sql,
    databaseUrl: env.databaseUrl,
    client,
    logger: logger.child({ component: "errands" }),
    stop,
  });
  const matcher = startEventMatcher({
    sql,
    blobs,
    databaseUrl: env.databaseUrl,
    client,
    logger: logger.child({ component: "events" }),
    stop,
  });
  const backtests = startBacktests({
    db,
    sql,
    values,
    databaseUrl: env.databaseUrl,
    logger: logger.child({ component: "backtests" }),
    stop,
  });
  const reconciler = startReconciler({
    db,
    sql,
    client,
    logger: logger.child({ component: "reconciler" }),
    stop,
  });
  const collector = startCollector({
    database,
    settings: env.blobs,
    logger: logger.child({ component: "collector" }),
    stop,
  });
  await runWorker(workerOptions(options), { logger, stop, onRunning: sayReady });

  logger.info("Stopping");
  await Promise.all([
    standing.ended,
    dispatcher.ended,
    errands.ended,
    matcher.ended,
    reconciler.ended,
    backtests.ended,
    collector.ended,
    turnKeeper.ended,
    mailer?.ended,
  ]);
  await writer.close();
  await Promise.all([cancels.close(), asked.close()]);
  await connection.close();
}

function sayReady(): void {
  if (ready) return;
  ready = true;
  process.stdout.write(`${JSON.stringify({ ready: true, instance: env.instance })}\n`);
  // Node itself writes it only at an orderly end.
  flushCompileCache();
}
