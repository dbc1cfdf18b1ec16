import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { leftOut, outermost, outOfReach } from "./stage.ts";

test("what lies below another path comes along with it", () => {
  expect(outermost(["/root/a", "/root/a/.riposte", "/root/ab", "/opt/x", "/root/a"])).toEqual([
    "/root/a",
    "/root/ab",
    "/opt/x",
  ]);
});

test("what is out of reach is named, each with the folder in its way, and nothing else", () => {
  const needed = [
    { path: "/work/riposte", what: "the project", advice: "move it" },
    { path: "/root/data", what: "the data folder", advice: "choose another" },
    { path: "/home/ann/cache", what: "the cache", advice: "name another" },
  ];
  const closed = [
    { folder: "/root", kept: ["/root/data"] },
    { folder: "/home/ann", kept: ["/home/ann/cache"] },
  ];
  expect(outOfReach(closed, needed)).toBe(
    "As root Riposte runs its parts as users of their own. " +
      "They may not enter /root, where the data folder lies (/root/data): choose another. " +
      "They may not enter /home/ann, where the cache lies (/home/ann/cache): name another. " +
      "Or start it as an ordinary user.",
  );
});

test("interpreters that are out of reach are one line", () => {
  expect(
    leftOut([{ folder: "/root", kept: ["/root/.pyenv/versions", "/root/.local/share/uv/python"] }]),
  ).toBe(
    "Scripts do without the Python versions in /root/.pyenv/versions, /root/.local/share/uv/python: the users that run them may not enter /root.",
  );
});

const SETPRIV = "/usr/bin/setpriv";

/** As in most containers: root, and no right to mount. */
function withoutMounting(shown: object): string {
  const stage = JSON.stringify(join(import.meta.dirname, "stage.ts"));
  const print = `import(${stage}).then(({ stage }) => stage(${JSON.stringify(shown)}, "/usr/bin/python3")).then((left) => console.log(JSON.stringify(left)), (error) => console.log(error.message))`;
  const dropped = ["--bounding-set", "-sys_admin", "--inh-caps", "-sys_admin"];
  return spawnSync(SETPRIV, [...dropped, process.execPath, "--eval", print], { encoding: "utf8" }).stdout;
}

test.runIf(process.getuid?.() === 0)(
  "root who may not mount starts without what is optional, and not without what is needed",
  async () => {
    const closed = await mkdtemp(join(tmpdir(), "riposte-closed-"));
    try {
      const pythons = join(closed, "versions");
      await mkdir(pythons);
      const needed = [{ path: "/usr", what: "the project", advice: "move it" }];
      expect(withoutMounting({ needed, optional: [pythons, "/nowhere"] })).toBe(
        `${JSON.stringify([{ folder: closed, kept: [pythons] }])}\n`,
      );
      const data = [{ path: pythons, what: "the data folder", advice: "choose another" }];
      expect(withoutMounting({ needed: [...needed, ...data] })).toContain(
        `They may not enter ${closed}, where the data folder lies (${pythons}): choose another.`,
      );
    } finally {
      await rm(closed, { recursive: true });
    }
  },
);
