import type { DraftGraph, Operation } from "@riposte/draft";
import { DraftError, invert } from "@riposte/draft";
import type { Diagnostic } from "@riposte/plan";
import { actorWords } from "@riposte/plan/actor-words";
import { createContext, useContext } from "react";
import { createStore, useStore } from "zustand";
import type { StoreApi } from "zustand";
import type { Core, Foreign } from "./draft-core.ts";
import {
  adopted,
  changed,
  givenUp,
  makeCore,
  received,
  redone,
  remembering,
  resolved,
  sendable,
  undone,
} from "./draft-core.ts";
import type { DraftServer, Standing } from "./draft-server.ts";
import type { DraftState, Playbook, Saving } from "./draft-state.ts";
import { startSync } from "./draft-sync.ts";
import { inBounds } from "./in-bounds.ts";
import { titleOf } from "./node-fields.ts";
import { NUL_WORDS, withoutNul } from "./nul.ts";
import type { Unfinished } from "./left-behind.ts";
import { stacksOf } from "./undo-entry.ts";
import { makePlacer } from "./unplaced.ts";
import type { Unsent } from "./unsent.ts";

export type { Choice, Conflict, DraftState, Playbook, Saving } from "./draft-state.ts";

export type DraftStore = StoreApi<DraftState>;

interface Open {
  readonly draft: DraftStore;
  readonly drawn: DraftStore;
}

export const DraftContext = createContext<Open | null>(null);

/** The draft that is open: `const graph = useDraft(({ graph }) => graph)`. Of what is typed it hears a moment later. */
export function useDraft<T>(selector: (draft: DraftState) => T): T {
  return useStore(useOpen().drawn, selector);
}

/** With each key: for the step that is typed into. */
export function useTypedDraft<T>(selector: (draft: DraftState) => T): T {
  return useStore(useOpen().draft, selector);
}

/** For what only acts: `draft.getState().change(…)`. */
export function useDraftStore(): DraftStore {
  return useOpen().draft;
}

function useOpen(): Open {
  const open = useContext(DraftContext);
  if (open === null) throw new Error("No draft is open here.");
  return open;
}

/** Typing on within this time is one gesture. */
const PAUSE_MS = 1_200;

export interface Remedy {
  readonly label: string;
  readonly act: () => void;
}

const NOTHING: DraftState["refused"] = [];

interface Opened {
  readonly playbook: Playbook;
  readonly graph: DraftGraph;
  readonly revision: number;
  readonly server: DraftServer;
  readonly openUnsent: () => Unsent;
  /** Of pages that are gone, where the server did not simply take it. */
  readonly left: readonly Unfinished[];
  /** Something to tell a person: what could not be undone, that the browser's store is full; and what helps. */
  readonly say: (message: string, remedy?: Remedy) => void;
}

/** A playbook's draft with everything that happens to it, from `start` to the end that it returns. */
export function openDraft(opened: Opened) {
  const { playbook, graph, revision, server, say } = opened;
  let core = opened.left.reduce(takeUp, makeCore(graph, revision));
  let trouble: string | null = null;
  let lastChange = 0;
  let running: Running | null = null;
  const place = makePlacer();

  const store: DraftStore = createStore<DraftState>(() => ({
    playbook,
    selection: [],
    problems: [],
    isChecked: false,
    others: [],
    isTyped: false,
    ...shown(),
    change(label, written) {
      const clean = withoutNul(written);
      if (clean.length === 0) return;
      if (clean !== written) say(NUL_WORDS);
      const operations = inBounds(clean);
      const now = Date.now();
      const mayMerge = now - lastChange < PAUSE_MS;
      lastChange = now;
      try {
        const isTyped = operations.every(({ op }) => op === "set");
        put(changed(core, { id: newBatchId(), label, operations }, mayMerge), { isTyped });
        running?.sync.changed(isTyped ? "typing" : "gesture");
      } catch (error) {
        if (!(error instanceof DraftError)) throw error;
        say(`${label}: not done, the draft has changed meanwhile.`);
      }
    },
    select: (selection) => store.setState({ selection }),
    undo: () => takeBack(undone),
    redo: () => takeBack(redone),
    resolve(choices) {
      put(resolved(core, choices, newBatchId()));
      const there = new Set(core.graph.nodes.map(({ id }) => id));
      store.setState(({ selection }) => ({ selection: selection.filter((id) => there.has(id)) }));
      running?.sync.now();
    },
    giveUp: () => put(givenUp(core, newBatchId())),
    setProblems(problems) {
      const now = store.getState();
      // They are looked for while one types, and mostly are what they were.
      if (!now.isChecked || !isSame(problems, now.problems)) store.setState({ problems, isChecked: true });
    },
    setPlaybook: (changes) => store.setState(({ playbook }) => ({ playbook: { ...playbook, ...changes } })),
  }));

  function shown() {
    return {
      graph: place(core.graph),
      revision: core.revision,
      conflicts: core.conflicts,
      undoLabel: core.undo.at(-1)?.label ?? null,
      redoLabel: core.redo.at(-1)?.label ?? null,
      trouble: trouble ?? core.held.values().next().value ?? null,
      refused:
        core.held.size === 0
          ? NOTHING
          : core.pending.flatMap(({ id, label }) => {
              const reason = core.held.get(id);
              return reason === undefined ? [] : [{ label, reason }];
            }),
      saving: savingOf(core, trouble),
    };
  }

  function put(next: Core, { isTyped = false } = {}): void {
    const isKept = next.pending === core.pending && next.base === core.base;
    core = next;
    store.setState({ ...shown(), isTyped });
    if (isKept) return;
    try {
      running?.unsent.keep(core.base, core.pending.length === 0 ? [] : [...core.own, ...core.pending]);
    } catch {
      say("This browser has no room to keep unsaved changes: do not close the page before they are saved.");
    }
  }

  function takeBack(way: typeof undone): void {
    const { core: next, refused } = way(core, newBatchId());
    lastChange = 0;
    put(next);
    if (refused === null) running?.sync.changed("gesture");
    else say(`"${refused}" stays: somebody has changed the same since.`);
  }

  /** What one has open does not vanish without a word. */
  function tellOfLost({ operations, by }: Foreign, before: DraftGraph): void {
    const { selection, change } = store.getState();
    const lost = lostSteps(selection, before, core.graph);
    const [first] = lost;
    if (first === undefined || core.conflicts.length > 0) return;
    const ids = new Set(lost.map(({ id }) => id));
    store.setState({ selection: selection.filter((id) => !ids.has(id)) });
    const what = lost.length === 1 ? `"${titleOf(first)}"` : `${lost.length} steps that you had selected`;
    const back = inverseOf(operations, before);
    const act = () => change(`Bring back ${what}`, back);
    say(
      `${actorWords(by)} deleted ${what}.`,
      back.length === 0 || !store.getState().playbook.mayWrite ? undefined : { label: "Bring it back", act },
    );
  }

  function start(): () => void {
    const unsent = opened.openUnsent();
    const sync = startSync(server, {
      get: () => core,
      set: (next) => put(next),
      say,
      trouble(message) {
        trouble = message;
        store.setState(shown());
      },
      others: tellOfLost,
      present: (others) => store.setState({ others }),
      stands: (standing) => void stand(standing),
      removed() {
        store.getState().setPlaybook({ mayWrite: false });
        say(`${store.getState().playbook.name} was deleted meanwhile.`);
      },
      forbidden: () => store.getState().setPlaybook({ mayWrite: false }),
    });
    running = { unsent, sync };
    put({ ...core, pending: [...core.pending] });
    for (const { forget } of opened.left) forget();
    void remember(running);
    if (sendable(core).length > 0) sync.now();
    return () => {
      sync.close();
      unsent.close();
    };
  }

  /** The published graph is read first, so that what is drawn is never compared with another version's. */
  async function stand(standing: Standing): Promise<void> {
    const { publishedVersion } = standing;
    const known = store.getState().playbook;
    if (publishedVersion === null || publishedVersion === known.publishedVersion) {
      store.getState().setPlaybook(standing);
      return;
    }
    const { graph, scripts } = await server.version(publishedVersion);
    store.getState().setPlaybook({ ...standing, publishedGraph: graph, publishedScripts: scripts });
  }

  /** What one did before the page was loaded can still be undone. */
  async function remember({ sync }: Running): Promise<void> {
    const history = await server.history().catch(() => []);
    if (running?.sync !== sync) return;
    const here = new Set(core.undo.map(({ id }) => id));
    const { undo, redo } = stacksOf(history.filter(({ id }) => !here.has(id)));
    put({ ...core, undo: [...undo, ...core.undo], redo: core.undo.length === 0 ? redo : core.redo });
  }

  return {
    store,
    start,
    /** The page may be gone in a moment. */
    leave: () => running?.sync.now(),
    /** The network is there again. */
    back: () => running?.sync.back(),
    /** The role allows changing it. */
    admitted: () => {
      if (running?.sync.admitted() === true) store.getState().setPlaybook({ mayWrite: true });
    },
  };
}

interface Running {
  readonly unsent: Unsent;
  readonly sync: ReturnType<typeof startSync>;
}

function lostSteps(selection: readonly string[], before: DraftGraph, after: DraftGraph) {
  const left = new Set(after.nodes.map(({ id }) => id));
  return before.nodes.filter(({ id }) => selection.includes(id) && !left.has(id));
}

/** Empty where it cannot be taken back as a whole. */
function inverseOf(operations: readonly Operation[], before: DraftGraph): readonly Operation[] {
  try {
    return invert(operations, before);
  } catch (error) {
    if (error instanceof DraftError) return [];
    throw error;
  }
}

/** What the server refused is there to be mended; about what others did meanwhile a person is asked. */
function takeUp(core: Core, { base, batches, theirs }: Unfinished): Core {
  if (theirs.length === 0) return adopted(core, batches);
  const { confirmed, revision } = core;
  const pending = [...core.pending, ...batches];
  return remembering(received({ ...core, base, pending }, { batches: theirs, confirmed, revision }));
}

function isSame(one: readonly Diagnostic[], other: readonly Diagnostic[]): boolean {
  return one.length === other.length && JSON.stringify(one) === JSON.stringify(other);
}

function savingOf(core: Core, trouble: string | null): Saving {
  if (core.conflicts.length > 0) return "conflict";
  if (core.pending.length === 0) return "saved";
  if (trouble !== null) return "offline";
  return core.held.size > 0 ? "refused" : "saving";
}

function newBatchId(): string {
  return `b${[...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(36).padStart(2, "0")).join("")}`;
}
