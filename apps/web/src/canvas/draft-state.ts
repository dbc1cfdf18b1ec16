import type { Conflict as Disagreement, DraftGraph, Operation, PinnedScript } from "@riposte/draft";
import type { Diagnostic } from "@riposte/plan";

/** How far what one sees is from what the server holds. */
export type Saving = "saved" | "saving" | "offline" | "refused" | "conflict";

/** A field, or a whole step, that two changed at once. */
export interface Conflict extends Disagreement {
  /** Who the other one was. */
  readonly by: string;
  /** The step as the server has it; null where it is gone there. */
  readonly step: DraftGraph["nodes"][number] | null;
}

export type Choice = "mine" | "theirs";

export interface Playbook {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  /** Out of the way, and off until somebody brings it back. */
  readonly archived: boolean;
  readonly publishedVersion: number | null;
  readonly publishedGraph: DraftGraph | null;
  readonly publishedScripts: readonly PinnedScript[];
  readonly mayWrite: boolean;
}

/** A page that somebody else has the playbook open on. */
export interface Present {
  readonly page: string;
  /** As the audit log writes it, and as people call them. */
  readonly by: string;
  readonly name: string;
  /** Viewers look on. */
  readonly mayWrite: boolean;
  readonly step: string | null;
  /** As diagnostics write it. */
  readonly field: string | null;
}

export interface DraftState {
  readonly playbook: Playbook;
  /** The draft with everything done here, saved or not. */
  readonly graph: DraftGraph;
  /** Whether it differs from the one before in fields only, as by a key: what draws it may come a moment later. */
  readonly isTyped: boolean;
  /** The server's, under what is not saved yet. */
  readonly revision: number;
  readonly selection: readonly string[];
  readonly saving: Saving;
  /** Why it is not saved, for people. */
  readonly trouble: string | null;
  /** What the server does not take, by what was done; everything else is saved. */
  readonly refused: readonly { readonly label: string; readonly reason: string }[];
  /** Of the draft as it is drawn now; a moment behind while one types. */
  readonly problems: readonly Diagnostic[];
  /** Whether it was looked for problems at all: until then that there are none means nothing. */
  readonly isChecked: boolean;
  readonly conflicts: readonly Conflict[];
  /** Who else has it open. */
  readonly others: readonly Present[];
  /** What would be undone and done again, if anything. */
  readonly undoLabel: string | null;
  readonly redoLabel: string | null;

  /** One gesture: shown at once, saved soon, undone as one. Typing on in one field goes together. */
  readonly change: (label: string, operations: readonly Operation[]) => void;
  readonly select: (ids: readonly string[]) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Ends a conflict, one choice for each of `conflicts`. */
  readonly resolve: (choices: readonly Choice[]) => void;
  /** Leaves out what the server refuses. */
  readonly giveUp: () => void;
  readonly setProblems: (problems: readonly Diagnostic[]) => void;
  readonly setPlaybook: (changes: Partial<Playbook>) => void;
}
