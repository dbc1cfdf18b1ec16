import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { currentUser } from "./users.ts";

const NAMELESS = 54_321;
const asRoot = process.getuid?.() === 0;

function asNameless(parameters: readonly string[], databaseUrl: string) {
  return spawnSync(process.execPath, parameters, {
    uid: NAMELESS,
    gid: NAMELESS,
    cwd: "/",
    env: { PATH: process.env["PATH"], DATABASE_URL: databaseUrl },
    encoding: "utf8",
  });
}

test("whoever runs this has a name and numbers", () => {
  expect(currentUser()).toMatchObject({ uid: process.geteuid?.(), gid: process.getegid?.() });
});

test.runIf(asRoot)("a user without an entry in /etc/passwd goes by the number", () => {
  const users = JSON.stringify(join(import.meta.dirname, "users.ts"));
  const print = `import(${users}).then(({ currentUser }) => console.log(JSON.stringify(currentUser())))`;
  const { stdout, stderr } = asNameless(["--eval", print], "");
  expect(stderr).not.toContain("Error");
  expect(JSON.parse(stdout)).toEqual({ name: "uid 54321", uid: NAMELESS, gid: NAMELESS });
});

test.runIf(asRoot)("such a user is told in one sentence that our PostgreSQL will not do", () => {
  const nameless = JSON.stringify(join(import.meta.dirname, "../../bootstrap/nameless.mjs"));
  const print = `import(${nameless}).then(({ whyNameless }) => console.log(whyNameless()))`;
  expect(asNameless(["--eval", print], "").stdout).toMatch(/^The user 54321 has no name in .*DATABASE_URL/);
  expect(asNameless(["--eval", print], "postgresql://db/riposte").stdout).toBe("null\n");
});
