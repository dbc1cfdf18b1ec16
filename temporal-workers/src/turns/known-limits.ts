import { listLimited } from "@riposte/db";
import type { Database } from "@riposte/db";

/** Which limits there are, so that what has none asks nobody. Told of every change; read again, should a notice be lost. */
export interface KnownLimits {
  /** Whether a limit may hold for this call. */
  readonly ofCall: (
    workspaceId: string,
    call: { readonly action: string; readonly connector: string | null },
  ) => boolean;
  /** Whether any playbook has one. */
  readonly ofPlaybooks: () => boolean;
  /** @throws when the database cannot be asked: what was known stays known. */
  readonly read: () => Promise<void>;
}

export function createKnownLimits(db: Database): KnownLimits {
  let known: ReadonlySet<string> = new Set();
  let playbooks = false;
  return {
    ofCall: (workspaceId, { action, connector }) =>
      known.size > 0 &&
      (known.has(keyOf(workspaceId, "action", action)) ||
        (connector !== null && known.has(keyOf(workspaceId, "connector", connector)))),
    ofPlaybooks: () => playbooks,
    read: async () => {
      const limits = await listLimited(db);
      known = new Set(limits.map(({ workspaceId, kind, target }) => keyOf(workspaceId, kind, target)));
      playbooks = limits.some(({ kind }) => kind === "playbook");
    },
  };
}

function keyOf(workspaceId: string, kind: string, target: string): string {
  return `${workspaceId} ${kind} ${target}`;
}
