import { diff } from "@riposte/draft";
import { readApiError } from "../api/api-error.ts";
import type { Core } from "./draft-core.ts";
import { acknowledged, pruned, received } from "./draft-core.ts";
import type { DraftServer, Edited, SavedBatch } from "./draft-server.ts";

/** Typing is sent when it rests, or after a while; a gesture almost at once. */
const REST_MS = { typing: 700, gesture: 120 };
const LONGEST_WAIT_MS = 3_000;
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

interface Host {
  readonly get: () => Core;
  readonly set: (core: Core) => void;
  /** Null: the server answers again. */
  readonly trouble: (message: string | null) => void;
}

/** Brings what is done here to the server, and what others do here. */
export function startSync(server: DraftServer, { get, set, trouble }: Host) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitsSince: number | null = null;
  let isBusy = false;
  let isClosed = false;
  let failures = 0;

  function soon(delay: number): void {
    if (isClosed) return;
    const now = Date.now();
    waitsSince ??= now;
    clearTimeout(timer);
    timer = setTimeout(() => void send(), Math.max(0, Math.min(delay, waitsSince + LONGEST_WAIT_MS - now)));
  }

  async function send(): Promise<void> {
    const { pending, base, conflicts } = get();
    if (isBusy || isClosed || pending.length === 0 || conflicts.length > 0) return;
    isBusy = true;
    waitsSince = null;
    set({ ...get(), sealed: pending.length });
    try {
      const answer = await server.edit(base, pending);
      failures = 0;
      trouble(null);
      take(answer, new Set(pending.map(({ id }) => id)));
    } catch (error) {
      await failed(error);
    } finally {
      isBusy = false;
    }
    if (get().pending.length > 0 && failures === 0) soon(0);
  }

  function take(answer: Edited, ids: ReadonlySet<string>): void {
    if (answer.kind === "saved") {
      for (const saved of answer.since) heard(saved);
      set(acknowledged(get(), ids, answer.revision));
      return;
    }
    const { graph, revision, by } = answer;
    const core = { ...get(), sealed: 0 };
    set(received(core, { operations: diff(core.confirmed, graph), by, confirmed: graph, revision }));
  }

  async function failed(error: unknown): Promise<void> {
    const { kind, message } = readApiError(error);
    set({ ...get(), sealed: 0 });
    failures += 1;
    trouble(message);
    if (kind === "refused" || kind === "conflict") await catchUp();
    const delay = RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] ?? 0;
    if (isClosed) return;
    clearTimeout(timer);
    timer = setTimeout(() => void send(), delay);
  }

  /** Reads the server's draft anew: after a gap, or when it did not take what was sent. */
  async function catchUp(): Promise<void> {
    try {
      const { graph, revision } = await server.load();
      const core = get();
      if (revision < core.revision) return;
      const operations = diff(core.confirmed, graph);
      set(pruned(received(core, { operations, by: "somebody", confirmed: graph, revision })));
    } catch {
      // Not there either: the next try reads it again.
    }
  }

  function heard({ revision, batch, by }: SavedBatch): void {
    const core = get();
    if (revision <= core.revision) return;
    if (core.pending.some(({ id }) => id === batch.id)) {
      set(acknowledged(core, new Set([batch.id]), revision));
    } else if (revision > core.revision + 1) {
      void catchUp();
    } else {
      const confirmed = acknowledged({ ...core, pending: [batch] }, new Set([batch.id]), revision).confirmed;
      set(received(core, { operations: batch.operations, by, confirmed, revision }));
    }
  }

  const leave = () => void send();
  const back = () => {
    failures = 0;
    leave();
  };
  globalThis.addEventListener("pagehide", leave);
  globalThis.addEventListener("online", back);
  const unfollow = server.follow(get().revision, heard);

  return {
    /** Something was done. */
    changed: (how: keyof typeof REST_MS) => soon(REST_MS[how]),
    now: leave,
    close(): void {
      leave();
      isClosed = true;
      clearTimeout(timer);
      unfollow();
      globalThis.removeEventListener("pagehide", leave);
      globalThis.removeEventListener("online", back);
    },
  };
}
