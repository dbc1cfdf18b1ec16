import { applyOperations, conflictsBetween, invert, rebase } from "@riposte/draft";
import type { Batch, DraftGraph } from "@riposte/draft";
import type { DraftServer, Edited, SavedBatch } from "./draft-server.ts";
import type { Remembered } from "./undo-entry.ts";

const ME = "user:me@example.com";
const NOW = "2026-11-21T08:00:00.000Z";

/** What the API keeps its word about, in memory: tests bring what it says to pages, late or never. */
export function memoryServer(start: DraftGraph) {
  let graph = start;
  const rows: SavedBatch[] = [];
  const revision = () => rows.length;

  function save(batch: Batch, by: string): void {
    const inverse = invert(batch.operations, graph);
    graph = applyOperations(graph, batch.operations);
    rows.push({ revision: rows.length + 1, batch, by, at: NOW, inverse });
  }

  return {
    graph: () => graph,
    revision,
    rows: () => rows,
    save,
    edit(base: number, batches: readonly Batch[], by = ME): Edited {
      const ids = new Set(batches.map(({ id }) => id));
      const known = new Set(rows.map(({ batch }) => batch.id));
      const since = rows.slice(base).filter(({ batch }) => !ids.has(batch.id));
      const theirs = since.flatMap(({ batch }) => batch.operations);
      const fresh = batches.filter(({ id }) => !known.has(id));
      const mine = fresh.flatMap(({ operations }) => operations);
      const conflicts = conflictsBetween(mine, theirs).map((conflict) => ({ ...conflict, by: "somebody" }));
      if (conflicts.length > 0) return { kind: "conflict", revision: revision(), graph, since, conflicts };
      for (const batch of fresh)
        save({ ...batch, operations: rebase(batch.operations, theirs).operations }, by);
      const saved = rows.filter(({ batch }) => ids.has(batch.id));
      return { kind: "saved", revision: revision(), since, saved };
    },
    history: (by = ME): Remembered[] =>
      rows
        .filter((row) => row.by === by)
        .map(({ revision, batch, inverse }) => ({
          ...batch,
          revision,
          inverse,
          undoes: batch.undoes ?? null,
        })),
  };
}

/** One page's way to it. Every call goes through `carry`, which may lose the question or the answer. */
export function serverFor(
  memory: ReturnType<typeof memoryServer>,
  carry: <T>(ask: () => T) => Promise<T>,
  follow: DraftServer["follow"],
): DraftServer {
  return {
    load: () => carry(() => ({ graph: memory.graph(), revision: memory.revision() })),
    edit: (base, batches) => carry(() => memory.edit(base, batches)),
    history: () => carry(() => memory.history()),
    version: () => Promise.reject(new Error("Nothing is published here.")),
    follow,
  };
}
