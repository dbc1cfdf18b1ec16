import { diff } from "@riposte/draft";
import { readApiError } from "../api/api-error.ts";
import type { Core } from "./draft-core.ts";
import { acknowledged, dropped, pruned, received } from "./draft-core.ts";
import type { DraftServer, Edited, SavedBatch, Standing } from "./draft-server.ts";

/** Typing is sent when it rests, or after a while; a gesture almost at once. */
const REST_MS = { typing: 700, gesture: 120 };
const LONGEST_WAIT_MS = 3_000;
const MOST_AT_ONCE = 100;
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

interface Host {
  readonly get: () => Core;
  readonly set: (core: Core) => void;
  /** Null: the server answers again. */
  readonly trouble: (message: string | null) => void;
  readonly say: (message: string) => void;
  /** How the playbook stands now, whoever changed that. */
  readonly stands: (standing: Standing) => void;
  readonly removed: () => void;
}

/** Brings what is done here to the server, and what others do here. */
export function startSync(server: DraftServer, { get, set, trouble, say, stands, removed }: Host) {
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
    const batches = pending.slice(0, MOST_AT_ONCE);
    set({ ...get(), sealed: batches.length });
    try {
      const answer = await server.edit(base, batches);
      failures = 0;
      trouble(null);
      take(answer);
    } catch (error) {
      await failed(error);
    } finally {
      isBusy = false;
    }
    if (get().pending.length > 0 && failures === 0) soon(0);
  }

  function take(answer: Edited): void {
    if (answer.kind === "saved") {
      const all = [...answer.since, ...answer.saved].toSorted((a, b) => a.revision - b.revision);
      for (const saved of all) heard(saved);
      return;
    }
    const { graph, revision, since } = answer;
    const batches = since.map(({ batch: { operations }, by }) => ({ operations, by }));
    const news = { batches, confirmed: graph, revision };
    const core = received({ ...get(), sealed: 0, theirs: [] }, news);
    set(core.conflicts.length > 0 ? core : leaveOut(core));
  }

  /** What fits nowhere any more could never be saved. */
  function leaveOut(core: Core): Core {
    const fitting = pruned(core);
    const count = (of: Core) => of.pending.reduce((sum, { operations }) => sum + operations.length, 0);
    if (count(fitting) < count(core))
      say("Some of what you did is left out: what it changed is not there any more.");
    return fitting;
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
      const batches = [{ operations: diff(core.confirmed, graph), by: "somebody" }];
      const next = received(core, { batches, confirmed: graph, revision });
      set(next.conflicts.length > 0 ? next : leaveOut(next));
    } catch {
      // Not there either: the next try reads it again.
    }
  }

  function heard({ revision, batch, by }: SavedBatch): void {
    const core = get();
    const isMine = core.pending.some(({ id }) => id === batch.id);
    if (revision <= core.revision) {
      if (isMine) set(dropped(core, batch.id));
    } else if (revision > core.revision + 1) {
      void catchUp();
    } else if (isMine) {
      set(acknowledged(core, batch, revision));
    } else {
      const { operations } = batch;
      const { confirmed } = acknowledged(core, batch, revision);
      set(received(core, { batches: [{ operations, by }], confirmed, revision }));
    }
  }

  const leave = () => void send();
  const back = () => {
    failures = 0;
    leave();
  };
  globalThis.addEventListener("pagehide", leave);
  globalThis.addEventListener("online", back);
  const unfollow = server.follow(() => get().revision, {
    saved: heard,
    standing: stands,
    removed,
    lost: catchUp,
  });

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
