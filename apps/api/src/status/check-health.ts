import { statfs } from "node:fs/promises";
import { promptly } from "../promptly.ts";
import type { Services } from "../services.ts";

export interface Health {
  readonly ok: boolean;
  readonly detail: string;
}

const HEALTH_MS = 2_000;

export async function checkHealth(
  services: Services,
): Promise<{ readonly database: Health; readonly temporal: Health; readonly disk: Health }> {
  const [database, temporal, disk] = await Promise.all([
    checkDatabase(services),
    services.runs.health(),
    checkDisk(services),
  ]);
  return { database, temporal, disk };
}

/** Below it PostgreSQL and Temporal soon write no more. */
const LEAST_FREE_BYTES = 100e6;

async function checkDisk({ dataFolder }: Pick<Services, "dataFolder">): Promise<Health> {
  try {
    const { bavail, bsize } = await statfs(dataFolder);
    const free = bavail * bsize;
    const ok = free >= LEAST_FREE_BYTES;
    const room = `${(free / 1e9).toFixed(1)} GB free`;
    return {
      ok,
      detail: ok ? room : `full (${Math.floor(free / 1e6)} MB free): make room for ${dataFolder}`,
    };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

export async function checkDatabase({ sql }: Pick<Services, "sql">): Promise<Health> {
  try {
    await promptly(
      sql`select 1`.then(() => undefined),
      HEALTH_MS,
    );
    return { ok: true, detail: "answers" };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
