import { diff, invert } from "@riposte/draft";
import type { Batch, DraftGraph } from "@riposte/draft";
import { readApiError } from "../api/api-error.ts";
import type { Core, Foreign } from "./draft-core.ts";
import { acknowledged, dropped, pruned, received, sendable, withheld } from "./draft-core.ts";
import type { Present } from "./draft-state.ts";
import type { DraftServer, Edited, SavedBatch, Standing } from "./draft-server.ts";

/** Typing is sent when it rests, or after a while; a gesture almost at once. */
const REST_MS = { typing: 700, gesture: 120 };
const LONGEST_WAIT_MS = 3_000;
export const MOST_AT_ONCE = 100;
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

const ROLE_GONE =
  "Your role does not allow changing playbooks any more. Once it does again, what you typed is saved.";

interface Host {
  readonly get: () => Core;
  readonly set: (core: Core) => void;
  /** Null: the server answers again. */
  readonly trouble: (message: string | null) => void;
  readonly say: (message: string) => void;
  /** Somebody else did this, and it is taken over; `before`: the draft as it was here until then. */
  readonly others: (did: Foreign, before: DraftGraph) => void;
  /** Who else has it open now. */
  readonly present: (others: readonly Present[]) => void;
  /** How the playbook stands now, whoever changed that. */
  readonly stands: (standing: Standing) => void;
  readonly removed: () => void;
  /** The server takes nothing from us any more. */
  readonly forbidden: () => void;
}

/** Brings what is done here to the server, and what others do here. */
export function startSync(server: DraftServer, host: Host) {
  const { get, set, trouble, say } = host;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let gapTimer: ReturnType<typeof setTimeout> | undefined;
  let waitsSince: number | null = null;
  let isBusy = false;
  let isClosed = false;
  /** Nothing is sent any more, for this reason. */
  let barred: "forbidden" | "not_found" | null = null;
  let failures = 0;
  let most = MOST_AT_ONCE;

  function soon(delay: number): void {
    if (isClosed) return;
    const now = Date.now();
    waitsSince ??= now;
    clearTimeout(timer);
    timer = setTimeout(() => void send(), Math.max(0, Math.min(delay, waitsSince + LONGEST_WAIT_MS - now)));
  }

  async function send(): Promise<void> {
    const core = get();
    const batches = sendable(core).slice(0, most);
    if (isBusy || barred !== null || batches.length === 0 || core.conflicts.length > 0) return;
    isBusy = true;
    waitsSince = null;
    set({ ...core, sent: new Set([...core.sent, ...batches.map(({ id }) => id)]) });
    try {
      take(await server.edit(core.base, batches));
      failures = 0;
      most = MOST_AT_ONCE;
      trouble(null);
    } catch (error) {
      await failed(error, batches);
    } finally {
      isBusy = false;
    }
    if (sendable(get()).length === 0 || failures > 0) return;
    // Who leaves the page waits for nothing.
    if (isClosed) void send();
    else soon(0);
  }

  function take(answer: Edited): void {
    if (answer.kind === "saved") {
      const all = [...answer.since, ...answer.saved].toSorted((a, b) => a.revision - b.revision);
      for (const saved of all) heard(saved);
      return;
    }
    const { graph, revision, since } = answer;
    const batches = since.map(({ batch: { operations }, inverse, by }) => ({ operations, inverse, by }));
    const core = get();
    // What followed has come on its own way before the answer.
    const isNews = revision > core.revision;
    settle(isNews ? received({ ...core, theirs: [] }, { batches, confirmed: graph, revision }) : core);
  }

  /** What fits nowhere any more could never be saved. */
  function settle(core: Core): void {
    if (core.conflicts.length > 0) {
      set(core);
      return;
    }
    const fitting = pruned(core);
    const count = (of: Core) => of.pending.reduce((sum, { operations }) => sum + operations.length, 0);
    if (count(fitting) < count(core))
      say("Some of what you did is left out: what it changed is not there any more.");
    set(fitting);
  }

  async function failed(error: unknown, batches: readonly Batch[]): Promise<void> {
    const { kind, message } = readApiError(error);
    failures += 1;
    if (kind === "forbidden" || kind === "not_found") {
      barred = kind;
      if (kind === "forbidden") host.forbidden();
      trouble(kind === "forbidden" ? ROLE_GONE : message);
      return;
    }
    if (kind === "refused") {
      await refused(batches, message);
      return;
    }
    trouble(message);
    if (kind === "conflict") await catchUp();
    calm();
    if (isClosed) return;
    const delay = RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] ?? 0;
    clearTimeout(timer);
    timer = setTimeout(() => void send(), delay);
  }

  /** A failed try is nobody's trouble once all of it has turned out to be saved. */
  function calm(): void {
    if (barred !== null || sendable(get()).length > 0) return;
    failures = 0;
    trouble(null);
  }

  /** Once more would not help: what is at fault is found by halves, and held back. */
  async function refused(batches: readonly Batch[], message: string): Promise<void> {
    await catchUp();
    const left = new Set(get().pending.map(({ id }) => id));
    failures = 0;
    const [only, ...more] = batches.filter(({ id }) => left.has(id));
    if (more.length > 0) most = Math.ceil((more.length + 1) / 2);
    else {
      most = MOST_AT_ONCE;
      if (only !== undefined) set(withheld(get(), only.id, message));
    }
  }

  /** Reads the server's draft anew: after a gap, or when it did not take what was sent. */
  async function catchUp(): Promise<void> {
    try {
      const { graph, revision } = await server.load();
      const mine = await server.history();
      const core = get();
      if (revision < core.revision) return;
      // Own changes are no news, whoever heard of them: what is left is what others did.
      const saved = mine.filter(
        (each) => each.revision <= revision && core.pending.some(({ id }) => id === each.id),
      );
      const clean = saved.reduce(
        (sum, each) =>
          each.revision > core.revision ? acknowledged(sum, each, each.revision) : dropped(sum, each),
        core,
      );
      const operations = diff(clean.confirmed, graph);
      const did = { operations, inverse: invert(operations, clean.confirmed), by: "somebody" };
      settle(received(clean, { batches: [did], confirmed: graph, revision }));
      calm();
      host.others(did, core.graph);
    } catch {
      // Not there either: nobody may tell of this gap again.
      clearTimeout(gapTimer);
      if (!isClosed && barred === null) gapTimer = setTimeout(() => void catchUp(), RETRY_MS[0]);
    }
  }

  function heard({ revision, batch, inverse, by }: SavedBatch): void {
    const core = get();
    const isMine = core.pending.some(({ id }) => id === batch.id);
    if (isMine) {
      failures = 0;
      trouble(null);
    }
    if (revision <= core.revision) {
      if (isMine) set(dropped(core, batch));
    } else if (revision > core.revision + 1) {
      void catchUp();
    } else if (isMine) {
      set(acknowledged(core, batch, revision));
    } else {
      const { operations } = batch;
      const { confirmed } = acknowledged(core, batch, revision);
      set(received(core, { batches: [{ operations, inverse, by }], confirmed, revision }));
      host.others({ operations, inverse, by }, core.graph);
    }
  }

  const now = () => void send();
  const unfollow = server.follow(() => get().revision, {
    saved: heard,
    standing: host.stands,
    present: host.present,
    removed() {
      barred = "not_found";
      host.removed();
    },
    lost: catchUp,
  });

  return {
    /** Something was done. */
    changed: (how: keyof typeof REST_MS) => soon(REST_MS[how]),
    now,
    /** The network is there again. */
    back(): void {
      failures = 0;
      now();
    },
    /** The role allows it, at last or again; false where there is nothing left to change. */
    admitted(): boolean {
      if (barred === "not_found") return false;
      if (barred === null) return true;
      barred = null;
      failures = 0;
      trouble(null);
      now();
      return true;
    },
    close(): void {
      isClosed = true;
      clearTimeout(timer);
      clearTimeout(gapTimer);
      unfollow();
      now();
    },
  };
}
