import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";

/** A proxy that says what was recorded (answer.py). */
export interface Answers extends AsyncDisposable {
  readonly url: string;
  /** From now on. */
  readonly expect: (exchanges: readonly object[]) => Promise<void>;
}

/** @param folder Where it leaves ca.pem. */
export async function startAnswers(folder: string): Promise<Answers> {
  const child = spawn("python3", [join(import.meta.dirname, "answer.py"), folder], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const said = async () => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error("the proxy with the recorded answers has ended");
    return JSON.parse(value) as { readonly port?: number };
  };
  const { port } = await said();
  return {
    url: `http://127.0.0.1:${port}`,
    async expect(exchanges) {
      child.stdin.write(`${JSON.stringify(exchanges)}\n`);
      await said();
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      child.kill();
    },
  };
}
