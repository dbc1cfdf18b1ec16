import { noteFailure, noteSuccess, useConnection } from "./connection.ts";
import { client, queryClient } from "./trpc.ts";

/** A call that is not answered says so only after minutes, as with a process that stands still: these two make it ten seconds. */
const EVERY_MS = 4_000;
const PATIENCE_MS = 5_000;

/** While the page is shown, asks again and again whether the server answers. Returns what ends that. */
export function startPulse(): () => void {
  const end = new AbortController();
  void beat(end.signal);
  return () => end.abort();
}

async function beat(end: AbortSignal): Promise<void> {
  while (!end.aborted) {
    if (document.visibilityState === "visible") await (useConnection.getState().away ? askAgain() : listen());
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

/** Whoever answers at all is there: what else may be wrong, the calls themselves say. */
async function listen(): Promise<void> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    await fetch("/healthz", { cache: "no-store", signal: patience });
  } catch {
    useConnection.setState({ away: true });
  }
}

/** Once it answers, everything that is shown is asked for anew. */
export async function askAgain(): Promise<void> {
  try {
    await client.me.get.query(undefined, { signal: AbortSignal.timeout(PATIENCE_MS) });
    noteSuccess();
    await queryClient.invalidateQueries();
  } catch (error) {
    noteFailure(error);
  }
}
