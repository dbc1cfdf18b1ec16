import { createConnection } from "node:net";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "@riposte/db";
import { silenceMs } from "../env.ts";
import type { ProcessSpec } from "../processes/process-spec.ts";
import type { User } from "../root/users.ts";
import type { Cluster } from "./cluster.ts";

export function databaseUrl({ password }: Cluster, port: number): string {
  return `postgresql://riposte:${password}@127.0.0.1:${port}/postgres`;
}

export function postgresSpec(cluster: Cluster, port: number, user: User | null): ProcessSpec {
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=120",
    "shared_buffers=128MB",
    "log_min_messages=warning",
  ];
  return {
    name: "postgres",
    command: [
      cluster.postgres,
      "-D",
      cluster.folder,
      "-p",
      String(port),
      ...settings.flatMap((set) => ["-c", set]),
    ],
    cwd: "/",
    env: () => ({ LC_ALL: "C" }),
    user,
    address: `127.0.0.1:${port}`,
    untilReady: () => untilAnswers(() => askDatabase(databaseUrl(cluster, port))),
    readyWithinMs: 120_000,
    // It works for its answer, and everything hangs on it: it has longer than the others.
    health: {
      ask: () => askDatabase(databaseUrl(cluster, port)),
      silenceMs: 3 * silenceMs(),
      takesLeave: (error) => error instanceof Error && error.message.endsWith("is shutting down"),
    },
    stopSignal: "SIGINT",
    // Waits for those who still have something to write; the next start ends it at once should it wait on.
    deathSignal: "SIGTERM",
    afterEnd: null,
  };
}

async function askDatabase(url: string): Promise<void> {
  await using connection = connect(url, { max: 1, name: "riposte supervisor", hurried: true });
  await connection.sql`select 1`;
}

/** Asks again and again; whoever waits decides how long. */
export async function untilAnswers(ask: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await ask();
      return;
    } catch {
      await sleep(50);
    }
  }
}

/** @throws while nobody listens there. */
export async function askPort(port: number): Promise<void> {
  const socket = createConnection({ port, host: "127.0.0.1" });
  try {
    await once(socket, "connect");
  } finally {
    socket.destroy();
  }
}
