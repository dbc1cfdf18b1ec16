import { setTimeout as sleep } from "node:timers/promises";
import { signedHeaders } from "./signed-request.ts";

/** As `playbooks.hook` tells it. */
export interface Hook {
  readonly url: string;
  readonly secret: string;
}

/** Sends until it is accepted, with the same key each time, as a careful sender does; returns the run's id. */
export async function deliver(hook: Hook, key: string, event: object): Promise<string> {
  const body = JSON.stringify(event);
  for (;;) {
    try {
      const headers = { ...signedHeaders(hook.secret, body), "idempotency-key": key };
      const response = await fetch(hook.url, {
        method: "POST",
        headers,
        body,
        signal: AbortSignal.timeout(40_000),
      });
      if (response.status === 202) return ((await response.json()) as { run: string }).run;
      await response.body?.cancel();
      if (response.status !== 503 && response.status !== 504)
        throw new Error(`refused with ${response.status}`, { cause: "refused" });
    } catch (error) {
      if (error instanceof Error && error.cause === "refused") throw error;
    }
    await sleep(250);
  }
}
