import type { RunOutline } from "../client.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import type { ExitCode } from "../exit-codes.ts";
import { followRun } from "../follow-run.ts";
import { jsonLine } from "../json-line.ts";
import { harmlessText } from "@riposte/plan/harmless-text";
import { stepState } from "../story/tell-step.ts";
import { stepOptions } from "../story/step-options.ts";

export const watch = defineCommand({
  usage: "watch RUN [--json]",
  about:
    "Follows a run until it is over: a line for every change. With --json, a JSON object a line. The exit code is 0\n" +
    "when the run ends well and 1 when it does not. A server that restarts meanwhile is waited for.",
  words: [1, 1],
  options: {},
  examples: [{ line: "watch run_…", about: "see it move" }],
  online: true,
  run: async ({ words: [id = ""], client, json, io }) => {
    const tell = changeTeller();
    let last: RunOutline | undefined;
    for await (const seen of followRun(await client(), id)) {
      last = seen;
      if (json) io.write(jsonLine({ run: seen.run, steps: seen.steps }));
      else for (const line of tell(seen)) io.write(`${harmlessText(line)}\n`);
    }
    return exitCodeOf(last);
  },
});

export function exitCodeOf(seen: RunOutline | undefined): ExitCode {
  return seen?.run.state === "done" ? EXIT.ok : EXIT.failed;
}

/** Says only what is new since the last time. */
export function changeTeller(): (seen: Pick<RunOutline, "run" | "steps">) => string[] {
  const told = new Map<string, string>();
  const isNews = (key: string, text: string) => {
    if (told.get(key) === text) return false;
    told.set(key, text);
    return true;
  };
  return ({ run, steps }) => {
    const lines: string[] = [];
    for (const step of steps) {
      const scope = step.scope === "" ? "" : ` [${step.scope}]`;
      const advice =
        step.state === "approval"
          ? `   → riposte approve ${run.id} ${stepOptions(step.name, step.scope)}`
          : "";
      if (isNews(`${step.step} ${step.scope}`, `${step.state} ${step.attempt}`)) {
        lines.push(`${step.label}${scope}: ${stepState(step)}${advice}`);
      }
    }
    if (isNews("", run.state)) lines.push(`Run ${run.id}: ${run.state}`);
    return lines;
  };
}
