import { CliError } from "./cli-error.ts";
import type { Connection } from "./connection.ts";
import { EXIT } from "./exit-codes.ts";

/** One file of the server, piece by piece. @throws CliError with what the server says against it. */
export async function download({ url, token }: Connection, path: string): Promise<AsyncIterable<Uint8Array>> {
  const response = await fetch(new URL(path, url), { headers: { authorization: `Bearer ${token}` } });
  if (response.ok && response.body !== null) return response.body;
  const said = (await response.json().catch(() => null)) as { readonly message?: unknown } | null;
  const message =
    typeof said?.message === "string" ? said.message : `The server answered ${response.status}.`;
  throw new CliError(
    response.status === 401 || response.status === 403 ? EXIT.refused : EXIT.failed,
    message,
  );
}
