import { promptly } from "../promptly.ts";
import type { Services } from "../services.ts";

export interface Health {
  readonly ok: boolean;
  readonly detail: string;
}

const HEALTH_MS = 2_000;

export async function checkHealth(
  services: Services,
): Promise<{ readonly database: Health; readonly temporal: Health }> {
  const [database, temporal] = await Promise.all([checkDatabase(services), services.runs.health()]);
  return { database, temporal };
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
