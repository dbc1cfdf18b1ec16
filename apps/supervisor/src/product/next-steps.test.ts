import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defaultData, project } from "../project.ts";
import { welcomeWords } from "./next-steps.ts";

const started = { url: "http://127.0.0.1:8080", logs: "/srv/logs", link: null, example: null };

function commands(data: string): string[] {
  return welcomeWords({ ...started, example: { data, curl: "curl …" } })
    .split("\n")
    .filter((line) => line.startsWith("  pnpm riposte "));
}

test("without --data what is printed needs none", () => {
  expect(commands(defaultData)).toEqual([
    '  pnpm riposte hook "Suspicious sign-in" --curl --event packages/gallery/templates/suspicious-sign-in/event.json',
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

test("the line that is signed later has the event of the example, as it lies in the project", () => {
  const [hook = ""] = commands(defaultData);
  const [, file = ""] = /--event (\S+)/.exec(hook) ?? [];
  expect(existsSync(join(project, file))).toBe(true);
});

test("an empty line stands between all that is said, with and without examples", () => {
  const link = "http://127.0.0.1:8080/setup#x";
  for (const example of [null, { data: defaultData, curl: "curl …" }]) {
    const words = welcomeWords({ ...started, link, example });
    expect(words).toContain(`${link}\n\n`);
    expect(words).toMatch(/[^\n]\n\nCtrl-C stops everything\.$/);
    expect(words).not.toContain("\n\n\n");
  }
  expect(welcomeWords(started)).toBe(
    "\nRiposte is at http://127.0.0.1:8080; its logs are in /srv/logs.\n\nCtrl-C stops everything.",
  );
});
