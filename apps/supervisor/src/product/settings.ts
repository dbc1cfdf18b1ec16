import type { DataFolder } from "../data/folder.ts";
import type { SecretFiles } from "../data/keys.ts";
import type { OwnTemporal, Variables } from "../env.ts";
import type { DatabaseUrls } from "../postgres/roles.ts";
import type { Leases } from "../processes/leases.ts";
import type { Users } from "../root/users.ts";

/** What the four processes of the product are started with. */
export interface ProductSettings {
  readonly data: DataFolder;
  readonly secrets: SecretFiles;
  readonly database: DatabaseUrls;
  readonly temporal: OwnTemporal & { readonly namespace: string };
  readonly host: string;
  readonly port: number;
  readonly users: Users | null;
  /** The interpreter of the Python worker's environment. */
  readonly python: string;
  /** What builds packages of scripts; null: they are not built. */
  readonly uv: string | null;
  readonly weakSandbox: boolean;
  /** Where the worker hands scripts to the runner; null: through Temporal only. */
  readonly scriptSocket: string | null;
  readonly dev: boolean;
  /** The folder with the web app, and, while it is being developed, the port of what serves it instead. */
  readonly web: string | null;
  readonly webPort: number | null;
  readonly passedOn: Variables;
  readonly retentionHours: number;
  readonly leases: Leases;
  /** Null where there is no launcher, or it does not run just now. */
  readonly launcherPid: () => number | null;
}

export function commonVariables(settings: ProductSettings): Variables {
  const { temporal, data, database, passedOn, retentionHours } = settings;
  return {
    ...passedOn,
    ...pastProxies(passedOn, temporal.address),
    DATABASE_URL: database.owner,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    TEMPORAL_TLS: String(temporal.tls),
    ...(temporal.apiKey === null ? {} : { TEMPORAL_API_KEY: temporal.apiKey }),
    RIPOSTE_DATA: data.path,
    // Without it each start compiles every module again, which is most of what a start costs.
    NODE_COMPILE_CACHE: data.file("cache", "modules"),
    RIPOSTE_RETENTION_HOURS: String(retentionHours),
  };
}

/** Of the SDKs one would dial Temporal through the proxy and the other would not. */
function pastProxies(passedOn: Variables, address: string): Variables {
  const named = passedOn["no_proxy"] ?? passedOn["NO_PROXY"] ?? "";
  const hosts = [named, address.replace(/:\d+$/, "")].filter((part) => part !== "").join(",");
  return { NO_PROXY: hosts, no_proxy: hosts };
}
