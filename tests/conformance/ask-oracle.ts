import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { join } from "node:path";
import type { Answer } from "./answer.ts";
import { encodeCase } from "./case.ts";
import type { Case } from "./case.ts";

const ORACLE = join(import.meta.dirname, "oracle.py");

/** What real Jinja2 says to each case. The first `python3` on PATH runs it, as it runs pytest. */
export async function askOracle(cases: readonly Case[]): Promise<readonly Answer[]> {
  const child = spawn("python3", [ORACLE], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit") as Promise<[number | null]>;
  child.stdin.end(cases.map((one) => `${encodeCase(one)}\n`).join(""));
  const answers = (await text(child.stdout)).trimEnd().split("\n");
  const [code] = await ended;
  if (code !== 0 || answers.length !== cases.length) {
    throw new Error(`the oracle ended with ${code} after ${answers.length} of ${cases.length} answers`);
  }
  return answers.map((line) => JSON.parse(line) as Answer);
}
