import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { acceptTest, acceptTrigger, connect, ensureDefaultWorkspace, insertPlan, newId } from "@riposte/db";
import type { Acceptance, Connection } from "@riposte/db";
import { startTestDatabase } from "@riposte/db/testing";
import type { Breakpoint } from "@riposte/plan";
import { connectClient, createDataConverter } from "@riposte/temporal";
import { createKeyring, loadKeyring, openVault } from "@riposte/vault";
import type { Client } from "@temporalio/client";
import { startTemporal } from "../../../support/temporal-server.ts";
import type { TemporalServer } from "../../../support/temporal-server.ts";
import { startWorker } from "./worker-process.ts";
import type { WorkerProcess } from "./worker-process.ts";

/** PostgreSQL, Temporal and what it takes to start workers: no API, no Python. */
export interface Engine extends AsyncDisposable {
  readonly connection: Connection;
  readonly sql: Connection["sql"];
  readonly client: Client;
  readonly temporal: TemporalServer;
  readonly env: Readonly<Record<string, string>>;
  readonly startWorker: (env?: Readonly<Record<string, string>>, project?: string) => Promise<WorkerProcess>;
  /** Publishes the plan as a playbook of its own and accepts one event for it. */
  readonly submit: (plan: string, options?: Submission) => Promise<string>;
  /** Waits until the run is in one of these states. */
  readonly until: (runId: string, ...states: readonly string[]) => Promise<RunOfTest>;
  readonly runOf: (runId: string) => Promise<RunOfTest>;
}

export interface Submission {
  /** JSON text. */
  readonly event?: string;
  readonly playbook?: string;
  readonly simulate?: boolean;
  readonly turn?: Acceptance["turn"];
  /** Accepted as the test of a draft, which stands there. */
  readonly breakpoints?: readonly Breakpoint[];
}

export interface RunOfTest {
  readonly state: string;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly failedStep: string | null;
  readonly steps: Readonly<Record<string, StepOfRun>>;
}

export interface StepOfRun {
  readonly state: string;
  readonly port: string | null;
  readonly note: string | null;
  readonly attempt: number;
  /** JSON text, or `(blob)`. */
  readonly output: string | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
}

export const WORKSPACE = "ws_default";

interface EngineOptions {
  /** Temporal keeps its data over a restart. */
  readonly temporalFile?: boolean;
  /** Path of a key ring instead of a new one. */
  readonly keyring?: string;
  /** Events after which Temporal suggests to continue as new. */
  readonly suggestFreshHistoryAfter?: number;
}

export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
  await using cleanup = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "riposte-engine-"));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  const keyringFile = options.keyring ?? join(folder, "keyring.json");
  const vault = openVault(await (options.keyring ? loadKeyring(keyringFile) : createKeyring(keyringFile)));
  const database = cleanup.use(await startTestDatabase());
  const connection = cleanup.use(connect(database.url, { max: 4 }));
  const { db, sql } = connection;
  await ensureDefaultWorkspace(db);
  const { temporalFile = false, suggestFreshHistoryAfter = 4_096 } = options;
  const temporal = cleanup.use(
    await startTemporal({
      file: temporalFile ? join(folder, "temporal.db") : null,
      config: { "limit.historyCount.suggestContinueAsNew": suggestFreshHistoryAfter },
    }),
  );
  const settings = { address: temporal.address, namespace: "default", tls: false, apiKey: null };
  const client = connectClient(settings, createDataConverter(vault));
  cleanup.defer(() => client.connection.close());
  const env = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporal.address,
    RIPOSTE_KEYRING: keyringFile,
    // Kept between tests, as between starts: the workflow bundle lies there.
    RIPOSTE_DATA: join(tmpdir(), "riposte-engine-tests"),
    RIPOSTE_LOG_LEVEL: "info",
  };
  const workers = new Set<WorkerProcess>();
  const rest = cleanup.move();

  return {
    connection,
    sql,
    client,
    temporal,
    env,
    startWorker: async (more = {}, project) => {
      const variables = { ...env, RIPOSTE_INSTANCE: `worker_${randomUUID()}`, ...more };
      const worker = await startWorker(variables, project);
      workers.add(worker);
      return worker;
    },
    submit: (plan, submission = {}) => submit(connection, plan, submission),
    runOf: (runId) => readRun(sql, runId),
    until: async (runId, ...states) => {
      for (const deadline = Date.now() + 60_000; ;) {
        const run = await readRun(sql, runId);
        if (states.includes(run.state)) return run;
        if (Date.now() > deadline) {
          const logs = [...workers].map((worker) => worker.log()).join("\n");
          throw new Error(`The run is still ${run.state}: ${JSON.stringify(run)}\n${logs}`);
        }
        await sleep(25);
      }
    },
    [Symbol.asyncDispose]: async () => {
      for (const worker of workers) await worker.kill();
      await rest.disposeAsync();
    },
  };
}

async function submit(
  { db, sql }: Connection,
  plan: string,
  { event = "{}", playbook, simulate = false, turn = null, breakpoints }: Submission,
): Promise<string> {
  const planHash = await insertPlan(db, plan);
  const playbookId = playbook ?? (await createPlaybook(sql));
  const accepted = {
    runId: newId("run"),
    workspaceId: WORKSPACE,
    playbookId,
    planHash,
    event: { kind: "inline", json: event },
    simulate,
    bodyHash: "",
  } as const;
  if (breakpoints !== undefined) {
    const draft = { revision: 1, graph: "{}", reach: { kind: "all" }, recorded: null } as const;
    await acceptTest(sql, { ...accepted, ...draft, breakpoints: JSON.stringify(breakpoints) });
    return accepted.runId;
  }
  const result = await acceptTrigger(sql, {
    ...accepted,
    triggerId: null,
    version: 1,
    dedupeScope: playbookId,
    dedupeKey: randomUUID(),
    signature: null,
    turn,
    debounce: null,
  });
  if (result.kind !== "accepted") throw new Error(`The event was not accepted: ${result.kind}`);
  return result.runId;
}

export async function createPlaybook(sql: Connection["sql"]): Promise<string> {
  const id = newId("pb");
  const name = `Playbook ${randomBytes(4).toString("hex")}`;
  await sql`
    insert into playbooks (id, workspace_id, name, draft, published_version, enabled)
    values (${id}, ${WORKSPACE}, ${name}, '{}', 1, true)`;
  return id;
}

async function readRun(sql: Connection["sql"], runId: string): Promise<RunOfTest> {
  const [run] = await sql`select state, failure, failed_step from runs where id = ${runId}`;
  const steps = await sql`select * from step_runs where run_id = ${runId} order by seq`;
  return {
    state: run?.["state"],
    failure: parse(run?.["failure"]),
    failedStep: run?.["failed_step"],
    steps: Object.fromEntries(
      steps.map(({ step, state, port, note, attempt, output, failure }) => [
        step,
        { state, port, note, attempt, output: textOf(output), failure: parse(failure) },
      ]),
    ),
  };
}

function parse(text: string | null) {
  return text === null ? null : JSON.parse(text);
}

function textOf(payload: string | null): string | null {
  if (payload === null) return null;
  const { json } = JSON.parse(payload) as { json?: string };
  return json ?? "(blob)";
}
