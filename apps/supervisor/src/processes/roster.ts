import { utimes } from "node:fs/promises";
import { z } from "zod";
import type { DataFolder } from "../data/folder.ts";
import { readJson, writeJson } from "../data/json-file.ts";
import { messageOf } from "../user-error.ts";
import { identity } from "./identity.ts";
import type { Identity } from "./identity.ts";

/** `external`: a server of the user's own, which we neither start nor stop. */
export type State = "starting" | "running" | "not answering" | "restarting" | "stopped" | "external";

/** A line of `processes.json`, which `riposte status` shows: its fields are a contract. */
export interface ProcessRow {
  readonly name: string;
  readonly pid: number | null;
  readonly user: string | null;
  readonly address: string | null;
  readonly state: State;
  readonly restarts: number;
  /** When it entered this state. */
  readonly since: string;
}

/** What the next start needs to know of a child that we could not end ourselves. */
const trace = identity.extend({ name: z.string(), instance: z.string() });
export type Trace = Readonly<z.infer<typeof trace>>;

export interface Roster {
  readonly update: (row: Omit<ProcessRow, "since">) => Promise<void>;
  readonly begun: (child: Identity, name: string, instance: string) => Promise<void>;
  /** It is gone with everything it started, and its leases are ended. */
  readonly settled: (instance: string) => Promise<void>;
  /** After it nothing is written unasked. */
  readonly close: () => void;
}

/** Who reads the note believes it for four times as long. */
const BEAT_MS = 5_000;

export async function openRoster(data: DataFolder, earlier: readonly Trace[]): Promise<Roster> {
  const rows = new Map<string, ProcessRow>();
  const traces = new Map(earlier.map((child) => [child.instance, child]));
  let writing = Promise.resolve();
  const inTurn = (write: () => Promise<void>) => (writing = writing.then(write).catch(ignoreFullDisk));
  const writeTraces = () =>
    inTurn(() => writeJson(tracesFile(data), { children: [...traces.values()] }, 0o600));
  const note = data.file("processes.json");
  const writeNote = () =>
    inTurn(() =>
      writeJson(note, { at: now(), processes: [...rows.values()] }, 0o644).catch(async (error: unknown) => {
        // On a full disk the old note at least says that somebody is there.
        await utimes(note, new Date(), new Date());
        throw error;
      }),
    );
  // The time in it tells who reads it that somebody is there who would know better.
  const beat = setInterval(() => {
    if (rows.size > 0) void writeNote();
  }, BEAT_MS).unref();
  return {
    async update(row) {
      const before = rows.get(row.name);
      const since = before?.state === row.state && before.pid === row.pid ? before.since : now();
      rows.set(row.name, { ...row, since });
      await writeNote();
    },
    async begun(child, name, instance) {
      traces.set(instance, { ...child, name, instance });
      await writeTraces();
    },
    async settled(instance) {
      traces.delete(instance);
      await writeTraces();
    },
    close: () => clearInterval(beat),
  };
}

/** The children of the last start that were not seen to their end. */
export async function readTraces(data: DataFolder): Promise<readonly Trace[]> {
  const parsed = z.object({ children: z.array(trace) }).safeParse(await readJson(tracesFile(data)));
  return parsed.data?.children ?? [];
}

function tracesFile(data: DataFolder): string {
  return data.file("children.json");
}

function now(): string {
  return new Date().toISOString();
}

/** The processes matter more than the notes about them. */
function ignoreFullDisk(error: unknown): void {
  console.error(`The list of processes could not be written: ${messageOf(error)}`);
}
