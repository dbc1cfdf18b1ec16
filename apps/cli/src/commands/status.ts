import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";
import { CliError } from "../cli-error.ts";
import type { Call, Options } from "../command.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { isAway } from "../explain-error.ts";
import { table } from "../table.ts";
import { instant } from "../time.ts";

const THROWN_BACK =
  "the database is older than what was already done with it, as after a restored backup (riposte held, then " +
  "riposte release --all)";

export const status = defineCommand({
  usage: "status [--json]",
  about:
    "Shows every process of the product: pid, user, address, state; whether the API reaches its database and\n" +
    "Temporal; and whether all starts are held. Pids, users and addresses are shown to admins of the default workspace,\n" +
    "to others states only. While the API is away it shows what the supervisor of this machine\n" +
    "last noted, and exits with 4.",
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
      const processes = await readProcesses(call);
      const away = isAway(error) || (error instanceof CliError && error.exitCode === EXIT.unreachable);
      if (!away || processes.length === 0) throw error;
      const api = { ok: false, detail: "does not answer" };
      call.answer({ api, processes }, () =>
        [`api       ${api.detail}`, "", tellProcesses(processes)].join("\n"),
      );
      return EXIT.unreachable;
    }
    const { database, temporal, starts, processes } = seen;
    const parts = { api: { ok: true, detail: "answers" }, database, temporal };
    const heldSince = starts?.heldSince ?? null;
    call.answer({ ...seen, api: parts.api }, () =>
      [
        ...Object.entries(parts).map(([name, { detail }]) => `${name.padEnd(9)} ${detail}`),
        ...(heldSince === null ? [] : [`starts    all held since ${instant(heldSince)}: ${THROWN_BACK}`]),
        ...(processes.length === 0 ? [] : ["", tellProcesses(processes)]),
      ].join("\n"),
    );
    return database.ok && temporal.ok && heldSince === null ? EXIT.ok : EXIT.failed;
  },
});

/** One that stands still takes the question and never answers. */
const PATIENCE_MS = 10_000;

async function ask({ client }: Call<Options>) {
  return (await client()).status.get.query(undefined, { signal: AbortSignal.timeout(PATIENCE_MS) });
}

type ProcessRow = z.infer<typeof processesFile>["processes"][number];

/** The supervisor's notes, as far as they are shown here. */
const processesFile = z.object({
  processes: z.array(
    z.looseObject({
      name: z.string(),
      pid: z.number().nullable(),
      state: z.string(),
      user: z.string().nullish(),
      address: z.string().nullish(),
    }),
  ),
});

async function readProcesses({ values, environment }: Call<Options>): Promise<ProcessRow[]> {
  if (values["url"] !== undefined) return [];
  const chosen = values["data"];
  const folder =
    typeof chosen === "string" ? resolve(environment.workingFolder, chosen) : environment.dataFolder;
  const text = await readFile(join(folder, "processes.json"), "utf8").catch(() => "");
  if (text === "") return [];
  const { processes } = processesFile.parse(JSON.parse(text));
  // The supervisor may have been killed before it could note an end.
  return processes.map((row) => (row.pid === null || isAlive(row.pid) ? row : { ...row, state: "gone" }));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function tellProcesses(processes: readonly ProcessRow[]): string {
  return table(
    ["process", "pid", "user", "address", "state"],
    processes.map(({ name, pid, user, address, state }) => [
      name,
      pid === null ? "–" : String(pid),
      user ?? "–",
      address ?? "–",
      state,
    ]),
  );
}
