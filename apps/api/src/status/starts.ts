import { startsHeldSince } from "@riposte/db";
import { promptly } from "../promptly.ts";
import type { Services } from "../services.ts";

interface Starts {
  /** Since when nothing is started, because the database was thrown back; null: starts go on. */
  readonly heldSince: string | null;
}

const PATIENCE_MS = 2_000;

/** Null where the database cannot say. */
export async function readStarts({ db }: Pick<Services, "db">): Promise<Starts | null> {
  try {
    const since = await promptly(startsHeldSince(db), PATIENCE_MS);
    return { heldSince: since?.toISOString() ?? null };
  } catch {
    return null;
  }
}
