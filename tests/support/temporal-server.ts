import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Connection } from "@temporalio/client";
import { freePort } from "@riposte/db/free-port";

export interface TemporalServer extends AsyncDisposable {
  readonly address: string;
  /** kill -9, and start again on the same data where it has a file. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Nothing is answered until the promise given back is done. */
  readonly freezeFor: (milliseconds: number) => Promise<void>;
}

interface ServerOptions {
  /** Null: in memory. */
  readonly file: string | null;
  readonly config: Readonly<Record<string, number>>;
  /** For SQLite, as `name=value`. */
  readonly pragmas?: readonly string[];
}

/** A dev server of its own, with the settings of the product. */
export async function startTemporal(options: ServerOptions): Promise<TemporalServer> {
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  let server = launch(port, options);
  await untilServing(address);
  async function stop(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill("SIGKILL");
    await once(server, "exit");
  }
  return {
    address,
    stop,
    start: async () => {
      server = launch(port, options);
      await untilServing(address);
    },
    async freezeFor(milliseconds) {
      server.kill("SIGSTOP");
      await sleep(milliseconds);
      server.kill("SIGCONT");
    },
    [Symbol.asyncDispose]: stop,
  };
}

const POLL_FAST = {
  "history.transferProcessorMaxPollRPS": 2_000,
  "history.timerProcessorMaxPollRPS": 2_000,
};

function launch(port: number, { file, config, pragmas = [] }: ServerOptions) {
  const settings = { ...POLL_FAST, ...config };
  return spawn(
    process.env["RIPOSTE_TEMPORAL_BIN"] ?? "temporal",
    [
      "server",
      "start-dev",
      "--headless",
      "--ip=127.0.0.1",
      `--port=${port}`,
      "--log-level=never",
      ...(file === null ? [] : [`--db-filename=${file}`]),
      ...pragmas.map((pragma) => `--sqlite-pragma=${pragma}`),
      ...Object.entries(settings).flatMap(([name, value]) => ["--dynamic-config-value", `${name}=${value}`]),
    ],
    { stdio: "ignore" },
  );
}

/** Throws where nothing has answered for ten seconds. */
export async function untilServing(address: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: 1_000 });
      await connection.workflowService.describeNamespace({ namespace: "default" });
      await connection.close();
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(100);
    }
  }
}
