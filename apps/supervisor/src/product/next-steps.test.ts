import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { defaultData } from "../project.ts";
import { nextSteps } from "./next-steps.ts";

function commands(data: string): string[] {
  return nextSteps(data, "curl …")
    .split("\n")
    .filter((line) => line.startsWith("  pnpm riposte "));
}

test("without --data what is printed needs none", () => {
  expect(commands(defaultData)).toEqual([
    '  pnpm riposte hook "Suspicious sign-in" --curl',
    "  pnpm riposte approvals",
    "  pnpm riposte approve RUN",
    "  pnpm riposte show RUN",
  ]);
});

test.each(["/srv/riposte", "/srv/my data", "/srv/it's $HOME"])("a shell reads --data %s back", (data) => {
  const lines = commands(data);
  expect(lines).toHaveLength(4);
  for (const line of lines) {
    const words = execFileSync("sh", ["-c", `printf '%s\\n' ${line}`], { encoding: "utf8" })
      .trim()
      .split("\n");
    expect(words.slice(-2)).toEqual(["--data", data]);
  }
});
