import { connect } from "node:net";
import { text } from "node:stream/consumers";
import type { ActionJob, RunActivities, ShortScriptAnswer } from "@riposte/temporal";

const ELSEWHERE: ShortScriptAnswer = { kind: "elsewhere" };

/** The runner answers within a second; one that stands still is not waited for. */
const SILENCE_MS = 3_000;

/**
 * Hands scripts to the runner of this machine (`riposte_runner/short_way.py`). It claims the attempt and writes down how
 * that ended, so whatever becomes of the connection, asking for the same attempt again is safe.
 */
export function createScriptCaller(socketPath: string | null): RunActivities["callScript"] {
  return async (job) => {
    if (socketPath === null) return ELSEWHERE;
    try {
      return JSON.parse(await ask(socketPath, job)) as ShortScriptAnswer;
    } catch {
      return ELSEWHERE;
    }
  };
}

/** @throws where nobody is there, or nothing came back. */
async function ask(socketPath: string, job: ActionJob): Promise<string> {
  const connection = connect(socketPath);
  connection.setTimeout(SILENCE_MS, () => connection.destroy(new Error("The runner does not answer.")));
  connection.end(JSON.stringify(job));
  return text(connection);
}
