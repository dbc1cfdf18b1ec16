import { resolve } from "node:path";
import { isUnwatched, readProcesses } from "@riposte/api/processes";
import type { ProcessRow } from "@riposte/api/processes";
import { CliError } from "../cli-error.ts";
import type { Call, Options } from "../command.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { isAway, isWithoutDatabase } from "../explain-error.ts";
import { table } from "../table.ts";
import { instant } from "../time.ts";
import { areWell, tellWorkers } from "./tell-workers.ts";

const THROWN_BACK =
  "the database is older than what was already done with it, as after a restored backup (riposte held, then " +
  "riposte release --all)";

export const status = defineCommand({
  usage: "status [--json]",
  about:
    "Shows every process of the product: pid, user, address, state; whether the API reaches its database and\n" +
    "Temporal, and has room on its disk; whether all starts are held; and which builds of the worker are there, and which\n" +
    "of them takes the runs, on whichever machine. Pids, users and addresses are shown to admins of the default workspace,\n" +
    "to others states only. A supervisor that is gone or not answering exits with 1. While the API or its database is\n" +
    "away it shows what the supervisor of this machine last noted, and exits with 4.",
  words: [0, 0],
  options: {},
  examples: [
    { line: "status", about: "is everything up?" },
    { line: "status --json | jq -r '.processes[] | [.name, .pid] | @tsv'", about: "the pids" },
  ],
  online: true,
  run: async (call) => {
    let seen: Awaited<ReturnType<typeof ask>>;
    try {
      seen = await ask(call);
    } catch (error) {
      const processes = await readNoted(call);
      const away = isAway(error) || (error instanceof CliError && error.exitCode === EXIT.unreachable);
      if (!away || processes.length === 0) throw error;
      const silent = { ok: false, detail: "does not answer" };
      const parts = isWithoutDatabase(error)
        ? { api: { ok: true, detail: "answers" }, database: silent }
        : { api: silent };
      call.answer({ ...parts, processes }, () =>
        [...tellParts(parts), ...tellSupervisor(processes), "", tellProcesses(processes)].join("\n"),
      );
      return EXIT.unreachable;
    }
    const { database, temporal, disk, starts, workers, processes, limits } = seen;
    const parts = { api: { ok: true, detail: "answers" }, database, temporal, disk };
    const heldSince = starts?.heldSince ?? null;
    call.answer({ ...seen, api: parts.api }, () =>
      [
        ...tellParts(parts),
        ...(heldSince === null ? [] : [`starts    all held since ${instant(heldSince)}: ${THROWN_BACK}`]),
        ...tellWorkers(workers),
        ...tellLimits(limits),
        ...tellSupervisor(processes),
        ...(processes.length === 0 ? [] : ["", tellProcesses(processes)]),
      ].join("\n"),
    );
    const isUp = database.ok && temporal.ok && disk.ok && !isUnwatched(processes);
    const isWell = isUp && heldSince === null && areWell(workers);
    return isWell ? EXIT.ok : EXIT.failed;
  },
});

/** One that stands still takes the question and never answers. */
const PATIENCE_MS = 10_000;

async function ask({ client }: Call<Options>) {
  const server = await client();
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const [seen, limits] = await Promise.all([
    server.status.get.query(undefined, { signal }),
    // What waits is worth knowing, but not worth hiding the rest for.
    server.limits.list.query(undefined, { signal }).catch(() => []),
  ]);
  return { ...seen, limits };
}

function tellParts(parts: Readonly<Record<string, { readonly detail: string }>>): string[] {
  return Object.entries(parts).map(([name, { detail }]) => `${name.padEnd(9)} ${detail}`);
}

/** Those under which anything waits. */
function tellLimits(limits: Awaited<ReturnType<typeof ask>>["limits"]): string[] {
  return limits
    .filter(({ waiting }) => waiting > 0)
    .map(
      ({ kind, name, words, underWay, waiting }) =>
        `waiting   ${waiting} under the limit of the ${kind} ${name} (${words}); ${underWay} under way`,
    );
}

async function readNoted({ values, environment }: Call<Options>): Promise<readonly ProcessRow[]> {
  if (values["url"] !== undefined) return [];
  const chosen = values["data"];
  return readProcesses(
    typeof chosen === "string" ? resolve(environment.workingFolder, chosen) : environment.dataFolder,
  );
}

const UNWATCHED = "starts nothing again that ends; the others are shown as they can be seen from outside";

function tellSupervisor(processes: readonly ProcessRow[]): string[] {
  const state = processes.find(({ name }) => name === "supervisor")?.state ?? "";
  return isUnwatched(processes) ? [`${"supervisor".padEnd(9)} ${state}: ${UNWATCHED}`] : [];
}

function tellProcesses(processes: readonly ProcessRow[]): string {
  return table(
    ["process", "pid", "user", "state", "address"],
    processes.map(({ name, pid, user, address, state }) => [
      name,
      pid === null ? "–" : String(pid),
      user ?? "–",
      state,
      address ?? "–",
    ]),
  );
}
