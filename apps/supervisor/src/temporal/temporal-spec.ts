import { chown, mkdir } from "node:fs/promises";
import type { DataFolder } from "../data/folder.ts";
import { silenceMs } from "../env.ts";
import { askPort, untilAnswers } from "../postgres/postgres-spec.ts";
import type { ProcessSpec } from "../processes/process-spec.ts";
import type { User } from "../root/users.ts";
import { runTool } from "../setup/run-tool.ts";
import { askTemporal } from "./ask-temporal.ts";

interface TemporalServer {
  readonly binary: string;
  readonly port: number;
  readonly namespace: string;
  /** How long it remembers a run that is over. */
  readonly retentionHours: number;
  readonly user: User | null;
}

/** Without these each hop through the dev server waits for a queue that is polled 20 times a second. */
const POLLS_PER_SECOND = 2_000;
const ANSWER_MS = 5_000;

export async function temporalSpec(data: DataFolder, server: TemporalServer): Promise<ProcessSpec> {
  const { binary, port, namespace, retentionHours, user } = server;
  const home = data.file("temporal");
  await mkdir(home, { recursive: true, mode: 0o700 });
  if (user !== null) await chown(home, user.uid, user.gid);
  const dynamic = ["history.transferProcessorMaxPollRPS", "history.timerProcessorMaxPollRPS"].flatMap(
    (key) => ["--dynamic-config-value", `${key}=${POLLS_PER_SECOND}`],
  );
  const address = `127.0.0.1:${port}`;
  const settings = [
    "--headless",
    "--ip=127.0.0.1",
    `--port=${port}`,
    `--namespace=${namespace}`,
    "--log-level=error",
    "--log-format=json",
    // Durable to the last commit: WAL keeps full synchronisation.
    `--db-filename=${data.file("temporal", "temporal.db")}`,
    "--sqlite-pragma=journal_mode=WAL",
  ];
  const remember = ["operator", "namespace", "update", "--namespace", namespace, "--address", address];
  const at = { address, namespace, tls: false, apiKey: null };

  async function becomesReady(): Promise<void> {
    await untilAnswers(() => askPort(port));
    await untilAnswers(async () => {
      const set = await runTool(binary, [...remember, "--retention", `${retentionHours}h`], {
        timeoutMs: 10_000,
      });
      if (set.code !== 0) throw new Error(set.stderr);
    });
  }

  return {
    name: "temporal",
    command: [binary, "server", "start-dev", ...settings, ...dynamic],
    cwd: "/",
    env: () => ({ HOME: home, PATH: "/usr/bin:/bin" }),
    user,
    address,
    untilReady: becomesReady,
    readyWithinMs: 60_000,
    // It works for its answer, and everything hangs on it: it has longer than the others.
    health: { ask: () => askTemporal(at, ANSWER_MS), silenceMs: 3 * silenceMs() },
    stopSignal: "SIGTERM",
    deathSignal: "SIGTERM",
    afterEnd: null,
  };
}
