import { refuseUnreadableUrl } from "@riposte/db";
import { progress } from "../bootstrap/progress.mjs";
import type { DataFolder } from "./data/folder.ts";
import type { Memory } from "./data/memory.ts";
import { choosePort } from "./data/ports.ts";
import { retentionHours } from "./env.ts";
import type { OwnServers, OwnTemporal } from "./env.ts";
import { ensureCluster } from "./postgres/cluster.ts";
import { databaseUrl, postgresSpec } from "./postgres/postgres-spec.ts";
import type { ProcessName, ProcessSpec } from "./processes/process-spec.ts";
import type { Users } from "./root/users.ts";
import { checkTemporal } from "./temporal/check-temporal.ts";
import { findTemporal } from "./temporal/find-temporal.ts";
import { temporalSpec } from "./temporal/temporal-spec.ts";

/** Where database and Temporal are, and how to start those that come with Riposte (null: somebody else's). */
export interface Servers {
  /** As superuser, where it is ours. */
  readonly databaseUrl: string;
  readonly postgres: ProcessSpec | null;
  readonly temporalAt: OwnTemporal & { readonly namespace: string };
  readonly temporal: ProcessSpec | null;
  /** Those of the user's own, for people: no password. */
  readonly external: readonly { readonly name: ProcessName; readonly address: string }[];
  /** To be remembered. */
  readonly ports: Memory["ports"];
}

interface Wishes {
  readonly own: OwnServers;
  readonly memory: Memory;
  readonly users: Users | null;
  readonly python: string;
  /** For the log. */
  readonly note: (message: string) => void;
}

export async function prepareServers(data: DataFolder, wishes: Wishes): Promise<Servers> {
  const { own, memory } = wishes;
  const namespace = own.temporalNamespace;
  const { temporal: foreign } = own;
  if (own.databaseUrl !== null) refuseUnreadableUrl(own.databaseUrl);
  if (foreign !== null) await progress("Your Temporal", () => checkTemporal({ ...foreign, namespace }));
  const postgresPort = own.databaseUrl === null ? await choosePort(memory.ports.postgres, []) : undefined;
  const taken = postgresPort === undefined ? [] : [postgresPort];
  const temporalPort = foreign === null ? await choosePort(memory.ports.temporal, taken) : undefined;
  const database = await prepareDatabase(data, wishes, postgresPort);
  const temporal = temporalPort === undefined ? null : await prepareTemporal(data, wishes, temporalPort);
  const address = `127.0.0.1:${temporalPort}`;
  return {
    databaseUrl: database.url,
    postgres: database.spec,
    temporal,
    temporalAt: {
      ...(foreign ?? { address, tls: false, apiKey: null }),
      namespace,
    },
    external: externalServers(own),
    ports: { ...memory.ports, ...definedPorts({ postgres: postgresPort, temporal: temporalPort }) },
  };
}

async function prepareDatabase(data: DataFolder, { own, users, python }: Wishes, port: number | undefined) {
  if (own.databaseUrl !== null || port === undefined) return { url: own.databaseUrl ?? "", spec: null };
  const user = users?.database ?? null;
  const cluster = await ensureCluster(data, { user, python });
  return { url: databaseUrl(cluster, port), spec: postgresSpec(cluster, port, user) };
}

async function prepareTemporal(
  data: DataFolder,
  { own, users, python, note }: Wishes,
  port: number,
): Promise<ProcessSpec> {
  const { path: binary, source } = await progress(
    "Temporal server",
    (say) => findTemporal(python, say),
    (found) => `from ${found.source}`,
  );
  note(`The Temporal server is ${binary}, from ${source}`);
  const user = users?.temporal ?? null;
  const namespace = own.temporalNamespace;
  return temporalSpec(data, { binary, port, namespace, retentionHours: retentionHours(), user });
}

function externalServers({ databaseUrl, temporal }: OwnServers): Servers["external"] {
  const servers: { name: ProcessName; address: string }[] = [];
  if (databaseUrl !== null) {
    const { hostname, port, pathname } = new URL(databaseUrl);
    servers.push({ name: "postgres", address: `${hostname}:${port === "" ? "5432" : port}${pathname}` });
  }
  if (temporal !== null) servers.push({ name: "temporal", address: temporal.address });
  return servers;
}

function definedPorts(ports: {
  readonly postgres: number | undefined;
  readonly temporal: number | undefined;
}) {
  return Object.fromEntries(
    Object.entries(ports).filter(([, port]) => port !== undefined),
  ) as Memory["ports"];
}
