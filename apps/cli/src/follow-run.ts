import type { Client, RunOutline } from "./client.ts";
import { patiently } from "./patiently.ts";

/**
 * Tells every change of a run until it is over. A server that is away for up to a minute is waited for:
 * it may be restarting, and the run goes on meanwhile.
 * @param known Whether the server has answered before: a first call that fails is most likely a wrong address.
 */
export async function* followRun(
  client: Client,
  id: string,
  { known = false }: { readonly known?: boolean } = {},
): AsyncGenerator<RunOutline> {
  let cursor: string | undefined;
  for (;;) {
    const mayBeWrong = () => !known && cursor === undefined;
    const seen = await patiently(() => client.runs.watch.query({ id, cursor }), mayBeWrong);
    if (seen.cursor !== cursor) yield seen;
    if (seen.run.over) return;
    cursor = seen.cursor;
  }
}
