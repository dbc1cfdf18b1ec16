import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { Client } from "@temporalio/client";
import { NativeConnection, Worker } from "@temporalio/worker";
import { connect } from "@riposte/db";
import { createDataConverter } from "@riposte/temporal";
import { loadKeyring, openVault } from "@riposte/vault";
import { HANDWRITTEN_QUEUE, readTarget } from "../target.ts";
import { createBenchActivities } from "./activities.ts";
import { createWebhook } from "./webhook.ts";

// The hand-written side: a worker tuned like ours, and a webhook that answers from its workflow.

const target = readTarget();
const vault = openVault(await loadKeyring(target.keyring));
const database = connect(target.databaseUrl, { max: 12, name: "bench" });
const connection = await NativeConnection.connect({ address: target.temporalAddress });
const dataConverter = createDataConverter(vault);
const client = new Client({ connection, dataConverter });

const worker = await Worker.create({
  connection,
  dataConverter,
  taskQueue: HANDWRITTEN_QUEUE,
  workflowsPath: fileURLToPath(new URL("./workflows.ts", import.meta.url)),
  activities: createBenchActivities(database),
  reuseV8Context: true,
  workflowThreadPoolSize: 2,
  maxConcurrentWorkflowTaskPolls: 4,
  maxConcurrentLocalActivityExecutions: 100,
});

const server = createWebhook({ client, sql: database.sql, hook: target.hook });
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`${JSON.stringify({ ready: true, port: (server.address() as AddressInfo).port })}\n`);
});
process.stdin.resume().once("end", () => worker.shutdown());
await worker.run();
server.close();
await database.close();
await connection.close();
process.exit(0);
