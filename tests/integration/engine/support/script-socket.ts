import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { ActionJob, ActionOutcome } from "@riposte/temporal";

interface ScriptSocket extends AsyncDisposable {
  readonly path: string;
}

/** Stands where the Python worker listens for scripts; null: not this way. */
export async function startScriptSocket(
  run: (job: ActionJob) => Promise<ActionOutcome | null>,
): Promise<ScriptSocket> {
  const folder = await mkdtemp(join(tmpdir(), "riposte-script-socket-"));
  const path = join(folder, "scripts.sock");
  const server = createServer((connection) => void serve(connection, run));
  server.listen(path);
  await once(server, "listening");
  return {
    path,
    async [Symbol.asyncDispose]() {
      server.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function serve(connection: Socket, run: (job: ActionJob) => Promise<ActionOutcome | null>) {
  connection.on("error", () => {});
  for await (const line of createInterface({ input: connection })) {
    const outcome = await run(JSON.parse(line) as ActionJob);
    connection.write(`${JSON.stringify(outcome ?? { kind: "elsewhere" })}\n`);
  }
}
