import { connect } from "node:net";
import type { Socket } from "node:net";
import type { RunActivities, ShortScriptAnswer } from "@riposte/temporal";

const ELSEWHERE: ShortScriptAnswer = { kind: "elsewhere" };

/** The runner answers within a second; one that stands still is not waited for. */
const SILENCE_MS = 3_000;
const END_OF_LINE = 0x0a;

/**
 * Hands scripts to the runner of this machine (`riposte_runner/short_way.py`). It claims the attempt and writes down how
 * that ended, so whatever becomes of the connection, asking for the same attempt again is safe.
 */
export function createScriptCaller(socketPath: string | null): RunActivities["callScript"] {
  if (socketPath === null) return () => Promise.resolve(ELSEWHERE);
  const idle = new Set<Socket>();

  function open(path: string): Socket {
    const connection = connect(path);
    connection.on("error", () => {});
    connection.on("close", () => idle.delete(connection));
    connection.setTimeout(SILENCE_MS, () => {
      if (!idle.has(connection)) connection.destroy();
    });
    return connection;
  }

  return async (job) => {
    const [found] = idle;
    const connection = found ?? open(socketPath);
    idle.delete(connection);
    try {
      const answer = JSON.parse(await ask(connection, JSON.stringify(job))) as ShortScriptAnswer;
      idle.add(connection);
      return answer;
    } catch {
      connection.destroy();
      return ELSEWHERE;
    }
  };
}

/** One line there, one line back. @throws when the connection ends before that. */
function ask(connection: Socket, line: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const chunks: Buffer[] = [];
  const take = (chunk: Buffer) => {
    chunks.push(chunk);
    if (chunk.at(-1) === END_OF_LINE) resolve(Buffer.concat(chunks).toString());
  };
  const end = () => reject(new Error("The runner is gone, or does not answer."));
  connection.on("data", take).on("close", end);
  connection.write(`${line}\n`);
  return promise.finally(() => connection.off("data", take).off("close", end));
}
