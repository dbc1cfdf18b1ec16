/** Whose turn was when. */
export interface Served {
  readonly note: (playbookId: string) => void;
  /** The playbook whose turn is longest ago first. */
  readonly inOrder: () => readonly string[];
}

/** Who was served longer ago than this many others counts as never served. */
const MOST = 1_000;

export function createServed(): Served {
  const last = new Set<string>();
  return {
    note: (playbookId) => {
      last.delete(playbookId);
      last.add(playbookId);
      const oldest = last.size > MOST ? last.values().next().value : undefined;
      if (oldest !== undefined) last.delete(oldest);
    },
    inOrder: () => [...last],
  };
}
