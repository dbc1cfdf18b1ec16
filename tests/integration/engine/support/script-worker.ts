import { DefaultLogger, NativeConnection, Runtime, Worker } from "@temporalio/worker";
import type { ActionJob, ActionOutcome, ScriptActivities } from "@riposte/temporal";
import { createDataConverter, SCRIPT_QUEUE } from "@riposte/temporal";
import { loadKeyring, openVault } from "@riposte/vault";
import type { Engine } from "./engine.ts";

Runtime.install({ logger: new DefaultLogger("ERROR"), shutdownSignals: [] });

/** Stands where the Python worker stands. */
export async function startScriptWorker(
  { env }: Pick<Engine, "env">,
  run: (job: ActionJob) => Promise<ActionOutcome>,
): Promise<AsyncDisposable> {
  const vault = openVault(await loadKeyring(env["RIPOSTE_KEYRING"] ?? ""));
  const connection = await NativeConnection.connect({ address: env["TEMPORAL_ADDRESS"] ?? "" });
  const activities: Pick<ScriptActivities, "run_script"> = { run_script: run };
  const worker = await Worker.create({
    connection,
    taskQueue: SCRIPT_QUEUE,
    activities,
    dataConverter: createDataConverter(vault),
    shutdownForceTime: 1_000,
  });
  const running = worker.run();
  return {
    async [Symbol.asyncDispose]() {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}

export function done(json: string): ActionOutcome {
  return { kind: "done", output: { kind: "inline", json } };
}
