import { dirname, join } from "node:path";
import { silenceMs } from "../env.ts";
import { project, resolveOnce } from "../project.ts";
import type { ProcessSpec } from "../processes/process-spec.ts";
import { ownAddress } from "./own-address.ts";
import { environmentsFolder } from "./python-specs.ts";
import { commonVariables } from "./settings.ts";
import type { ProductSettings } from "./settings.ts";

const node = (settings: ProductSettings, entry: string): readonly string[] => [
  ...(settings.dev ? reloading(dirname(entry)) : []),
  process.execPath,
  "--disable-warning=ExperimentalWarning",
  `--import=${resolveOnce}`,
  entry,
];

/** By folder: what is imported Node could only tell through the threads of Temporal's worker, which that breaks. */
function reloading(own: string): readonly string[] {
  const folders = [own, "packages"].map((folder) => join(project, folder));
  return [process.execPath, join(project, "apps/supervisor/src/reload/main.ts"), ...folders, "--"];
}

export function apiSpec(settings: ProductSettings): ProcessSpec & { readonly address: string } {
  const { host, port, secrets, users, web, webPort } = settings;
  const address = ownAddress(settings);
  return {
    name: "api",
    command: node(settings, "apps/api/src/main.ts"),
    cwd: project,
    env: (instance) => ({
      ...commonVariables(settings),
      RIPOSTE_INSTANCE: instance,
      RIPOSTE_KEYRING: secrets.keyring,
      RIPOSTE_TOKEN_FILE: secrets.token,
      RIPOSTE_HOST: host,
      RIPOSTE_PORT: String(port),
      ...(settings.uv === null ? {} : { RIPOSTE_ENVIRONMENTS: environmentsFolder() }),
      ...(web === null ? {} : { RIPOSTE_WEB: web }),
      ...(webPort === null ? {} : { RIPOSTE_WEB_DEV: `http://127.0.0.1:${webPort}` }),
    }),
    user: users?.riposte ?? null,
    address,
    untilReady: null,
    readyWithinMs: 120_000,
    health: { ask: () => askApi(address), silenceMs: silenceMs() },
    stopSignal: "SIGTERM",
    deathSignal: "SIGTERM",
    afterEnd: null,
  };
}

async function askApi(address: string): Promise<void> {
  const response = await fetch(`${address}/healthz`);
  await response.body?.cancel();
  if (!response.ok) throw new Error(`it answers ${response.status}`);
}

export function workerSpec(settings: ProductSettings): ProcessSpec {
  return {
    name: "worker",
    command: node(settings, "temporal-workers/src/main.ts"),
    cwd: project,
    env: (instance) => ({
      RIPOSTE_PUBLIC_URL: ownAddress(settings),
      ...commonVariables(settings),
      RIPOSTE_INSTANCE: instance,
      RIPOSTE_KEYRING: settings.secrets.keyring,
      ...(settings.scriptSocket === null ? {} : { RIPOSTE_SCRIPT_SOCKET: settings.scriptSocket }),
    }),
    user: settings.users?.riposte ?? null,
    address: null,
    untilReady: null,
    readyWithinMs: 180_000,
    // While it is being developed, Node waits for the next change where one broke it.
    health: settings.dev ? null : { ask: "echo", silenceMs: silenceMs() },
    stopSignal: "SIGTERM",
    deathSignal: "SIGTERM",
    afterEnd: settings.leases.expire,
  };
}
