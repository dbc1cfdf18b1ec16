import { conflictsBetween, rebase } from "@riposte/draft";
import type { Batch } from "@riposte/draft";
import { readApiError } from "../api/api-error.ts";
import type { Foreign } from "./draft-core.ts";
import type { DraftServer, SavedBatch } from "./draft-server.ts";
import { MOST_AT_ONCE } from "./draft-sync.ts";
import type { Left } from "./unsent.ts";

/** What a page left behind and the server did not take. */
export interface Unfinished {
  readonly base: number;
  readonly batches: readonly Batch[];
  /** What others did meanwhile, where that is why. */
  readonly theirs: readonly Foreign[];
  /** Called once another page keeps it. */
  readonly forget: () => void;
}

/**
 * Saves what pages that are gone left behind, before the draft is read: nobody types on top of it while the server
 * may have it or not. It is sent as it was, with what is saved already, so that the server tells which is which.
 * @throws when nobody answers: it stays where it is.
 */
export async function saveLeft(server: DraftServer, left: readonly Left[]): Promise<readonly Unfinished[]> {
  const unfinished: Unfinished[] = [];
  for (const one of left) {
    const rest = await sendAll(server, one);
    if (rest === null) one.forget();
    else unfinished.push({ ...rest, forget: one.forget });
  }
  if (unfinished.length === 0) return [];
  const saved = new Set((await server.history()).map(({ id }) => id));
  return unfinished.map((one) => ({ ...one, batches: one.batches.filter(({ id }) => !saved.has(id)) }));
}

async function sendAll(server: DraftServer, left: Left): Promise<Omit<Unfinished, "forget"> | null> {
  let { base } = left;
  let batches: readonly Batch[] = left.batches;
  while (batches.length > 0) {
    try {
      const answer = await server.edit(base, batches.slice(0, MOST_AT_ONCE));
      const theirs = answer.since.map(foreign);
      const rest = answer.kind === "conflict" ? batches : batches.slice(MOST_AT_ONCE);
      const did = theirs.flatMap(({ operations }) => operations);
      if (answer.kind === "conflict" || conflictsBetween(operationsOf(rest), did).length > 0)
        return { base, batches: rest, theirs };
      batches = rest.map((batch) => ({ ...batch, operations: rebase(batch.operations, did).operations }));
      base = answer.revision;
    } catch (error) {
      const { kind } = readApiError(error);
      if (kind === "away" || kind === "signed_out") throw error;
      return { base, batches, theirs: [] };
    }
  }
  return null;
}

function foreign({ batch: { operations }, inverse, by }: SavedBatch): Foreign {
  return { operations, inverse, by };
}

function operationsOf(batches: readonly Batch[]) {
  return batches.flatMap(({ operations }) => operations);
}
