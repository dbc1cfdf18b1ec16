import { rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { cacheFolder, indexVariables, pythonFolders, silenceMs } from "../env.ts";
import type { Variables } from "../env.ts";
import { pythonProject } from "../project.ts";
import type { ProcessSpec, Remark } from "../processes/process-spec.ts";
import { untilJobsAreGone } from "../processes/until-jobs-are-gone.ts";
import { SANDBOX_UIDS } from "../root/users.ts";
import { shortHash } from "../setup/wheel.ts";
import { commonVariables } from "./settings.ts";
import type { ProductSettings } from "./settings.ts";

const PYTHONPATH = join(pythonProject, "src");

/** Short, for the path of a Unix socket has room for some hundred characters. */
function launcherSocket({ data }: ProductSettings): string {
  return join("/run", `riposte-${shortHash(data.path)}`, "launcher.sock");
}

/** Null for an ordinary user, whose worker starts the sandboxes itself. */
export function launcherSpec(settings: ProductSettings): ProcessSpec | null {
  const { users, python, passedOn } = settings;
  if (users === null) return null;
  const numbers = [
    `--runner-uid=${users.runner.uid}`,
    `--uid-base=${SANDBOX_UIDS.base}`,
    `--uid-count=${SANDBOX_UIDS.count}`,
    `--egress-uid=${users.egress.uid}`,
  ];
  const socket = launcherSocket(settings);
  return {
    name: "launcher",
    command: [python, "-m", "riposte_runner.launcher", "--socket", socket, ...numbers, ...building(settings)],
    cwd: "/",
    env: () => ({ PYTHONPATH, PATH: passedOn["PATH"] ?? "/usr/bin:/bin" }),
    user: null,
    address: socket,
    untilReady: null,
    readyWithinMs: 30_000,
    health: { ask: "echo", silenceMs: silenceMs() },
    stopSignal: "SIGTERM",
    deathSignal: "SIGTERM",
    // It makes the folder, and leaves both behind.
    async afterEnd() {
      await rm(socket, { force: true });
      await rmdir(dirname(socket)).catch(() => {});
    },
  };
}

/** Shared by all that use this cache: what was built once is there for each of them. */
export function environmentsFolder(): string {
  return join(cacheFolder(), "environments");
}

function building({ uv, users }: ProductSettings): readonly string[] {
  if (uv === null || users === null) return [];
  return [`--environments=${environmentsFolder()}`, `--uv=${uv}`, `--builder-uid=${users.builder.uid}`];
}

const readyLine = z.object({ sandbox: z.string() });

const INSTALL = "install it (apt-get install bubblewrap)";
const ALLOW =
  "let the system allow user namespaces (on Ubuntu kernel.apparmor_restrict_unprivileged_userns=0; in a container --security-opt seccomp=unconfined and apparmor=unconfined)";

/** Where nothing runs, the zygote, which needs no bubblewrap, was refused the same as bubblewrap is. */
function mending(reason: string, lacking: "everything" | "something"): string {
  if (reason.includes("is not installed"))
    return lacking === "everything" ? `${INSTALL} and ${ALLOW}` : INSTALL;
  return /^bwrap:|namespace|not permitted/i.test(reason) ? ALLOW : "the logs of launcher and runner say more";
}

/** It tried a real launch: what scripts will run in. */
export function remarkOnSandbox(line: string): Remark | null {
  const sandbox = readyLine.safeParse(JSON.parse(line)).data?.sandbox;
  if (sandbox === undefined) return null;
  const [, missing] = /^missing: (.*?)\.?$/s.exec(sandbox) ?? [];
  if (missing !== undefined) {
    return {
      address: `no sandbox: ${missing}`,
      warning: `scripts cannot run (${missing}); ${mending(missing, "everything")}; or start with --sandbox weak.`,
    };
  }
  const [, lacking] = /^partial: (.*?)\.?$/s.exec(sandbox) ?? [];
  if (lacking !== undefined) {
    return {
      address: `sandbox: not for packages, other Pythons or a network: ${lacking}`,
      warning:
        `scripts with packages, with a Python of their own or with a network cannot run (${lacking}); ` +
        `${mending(lacking, "something")}; ` +
        "--sandbox weak runs all but those with packages, without isolation.",
    };
  }
  if (sandbox !== "weak") return { address: `sandbox: ${sandbox}`, warning: null };
  return {
    address: "sandbox: weak, no isolation",
    warning: "scripts run without isolation, as --sandbox weak asks: for trying out only.",
  };
}

/** Its address holds a password, and scripts run next to this worker. */
function withoutMail({ RIPOSTE_SMTP_URL: _, ...others }: Variables): Variables {
  return others;
}

function takesScripts({ scriptSocket, users }: ProductSettings): Variables {
  if (scriptSocket === null) return {};
  const client = users === null ? {} : { RIPOSTE_SCRIPT_CLIENT_UID: String(users.riposte.uid) };
  return { RIPOSTE_SCRIPT_SOCKET: scriptSocket, ...client };
}

export function runnerSpec(settings: ProductSettings): ProcessSpec {
  const { users, python, secrets, weakSandbox, leases, database } = settings;
  return {
    name: "runner",
    command: [python, "-m", "riposte_runner.worker"],
    cwd: "/",
    env: (instance) => ({
      ...withoutMail(commonVariables(settings)),
      DATABASE_URL: database.runner,
      PYTHONPATH,
      RIPOSTE_INSTANCE: instance,
      RIPOSTE_PURPOSE_KEYS: secrets.purposeKeys,
      ...indexVariables(),
      ...(settings.uv === null
        ? {}
        : { RIPOSTE_UV: settings.uv, RIPOSTE_ENVIRONMENTS: environmentsFolder() }),
      RIPOSTE_PYTHONS: pythonFolders().join(":"),
      RIPOSTE_SANDBOX: weakSandbox ? "weak" : "bubblewrap",
      ...takesScripts(settings),
      ...(users === null ? {} : { RIPOSTE_LAUNCHER_SOCKET: launcherSocket(settings) }),
    }),
    user: users?.runner ?? null,
    address: null,
    untilReady: null,
    remarkOn: remarkOnSandbox,
    readyWithinMs: 120_000,
    health: { ask: "echo", silenceMs: silenceMs() },
    stopSignal: "SIGTERM",
    deathSignal: "SIGTERM",
    async afterEnd(instance) {
      await untilJobsAreGone(settings.launcherPid());
      await leases.expire(instance);
    },
  };
}
