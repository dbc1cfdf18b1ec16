import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Answer } from "@riposte/api/testing";
import { ensureDefaultWorkspace, wantEnvironment } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { subscribe } from "./event-stream.ts";
import { startOwnApi } from "./own-api.ts";
import type { OwnApi } from "./own-api.ts";

const LIMITS = { most: 2, idleMs: 60_000, leftMs: 60_000 };
const SECRET = "password_of_somebody_else";

let folder: string;
let api: OwnApi;
let author: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riposte environments "));
  api = await startOwnApi({ languageLimits: LIMITS, environments: folder });
  author = await api.token(await ensureDefaultWorkspace(api.connection.db), "author", "writes");
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

interface Script {
  readonly requirements?: string;
  readonly python?: string;
}

async function begin(scripts: readonly Script[]) {
  const answer = await api.call(author, "language.open", "mutation", { scripts });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const { session, hasPackages } = answer.body as { session: string; hasPackages: boolean[] };
  const end = () => api.call(author, "language.end", "mutation", { session });
  return { session, hasPackages, [Symbol.asyncDispose]: async () => void (await end()) };
}

let version = 0;

/** `|` in the source is where the cursor stands. */
function ask(
  session: string,
  kind: string,
  marked: string,
  { token = author, script = 0 } = {},
): Promise<Answer> {
  version += 1;
  const before = marked.slice(0, marked.indexOf("|")).split("\n");
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const text = { version, source: marked.replace("|", "") };
  return api.call(token, "language.ask", "mutation", { session, script, text, question: { kind, position } });
}

async function labels(session: string, marked: string): Promise<readonly string[]> {
  const { body } = await ask(session, "completion", marked);
  return (body as { items: { label: string }[] }).items.map(({ label }) => label);
}

/** As a runner tells that it was built, with these files in it. */
async function built(requirements: string, files: Readonly<Record<string, string>>): Promise<string> {
  const { db, sql } = api.connection;
  const body = `${requirements}\n`;
  await wantEnvironment(db, { body, python: "3" });
  const name = sha256(`folder of ${requirements}`);
  await mkdir(join(folder, name), { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, name, file), text);
  await sql`select environment_says('a runner', ${sha256(body)}, '3', 'ready', '', null, ${name})`;
  return join(folder, name);
}

test("what is typed is completed, explained and found, stubs of well-known packages included", async () => {
  await using there = await begin([{}]);
  // Nothing in time is no suggestion: the first question waits for all that it has to read.
  await expect.poll(() => labels(there.session, "import requests\nrequests.|")).toContain("get");
  const hover = await ask(there.session, "hover", "import json\njson.du|mps(1)");
  expect(JSON.stringify(hover.body)).toContain("def dumps(");
  const signature = await ask(there.session, "signature", "import json\njson.dumps(1, |)");
  expect(JSON.stringify(signature.body)).toContain("skipkeys");
  const about = await ask(there.session, "definition", "def mine():\n    pass\n\nmi|ne()");
  expect(about.body).toMatchObject({ places: [{ script: 0, range: { start: { line: 0, character: 4 } } }] });
  const library = await ask(there.session, "definition", "import json\njson.du|mps(1)");
  expect(library.body).toMatchObject({
    places: [
      { script: null, library: { name: "json/__init__.pyi", text: expect.stringContaining("def dumps") } },
    ],
  });
});

test("what is wrong is told to who follows, of the text as it stands now", async () => {
  await using there = await begin([{}]);
  const input = { session: there.session };
  const text = { version: 7, source: 'number: int = "text"\n' };
  await api.call(author, "language.write", "mutation", { ...input, script: 0, text });
  for await (const { data } of subscribe(api, { token: author, path: "language.follow", input })) {
    const { scripts = [] } = data as { scripts?: { version: number }[] };
    if (scripts.every((each) => each.version !== 7)) continue;
    expect(scripts).toMatchObject([{ script: 0, version: 7, problems: [{ code: "reportAssignmentType" }] }]);
    break;
  }
});

test("packages are those that were built for the script, and of no other one", async () => {
  await built("ours==1", { "ours.py": "def known_here(): ...\n" });
  await built("theirs==1", { "theirs.py": "def unknown_here(): ...\n" });
  await using there = await begin([{ requirements: "ours==1" }]);
  expect(there.hasPackages).toEqual([true]);
  expect(await labels(there.session, "import ours\nours.|")).toContain("known_here");
  expect(await labels(there.session, "import theirs\ntheirs.|")).not.toContain("unknown_here");
});

test("no script finds another one, nor a file beside it", async () => {
  await using there = await begin([{}, {}]);
  await ask(there.session, "hover", "def fir|st(): ...");
  for (const from of ["from script import |", "from ..0.script import |", "from scripts import |"])
    expect(await labels(there.session, from)).not.toContain("first");
});

test("nothing else of the machine is read, however an import climbs to it", async () => {
  const outside = await mkdtemp(join(tmpdir(), "riposte_outside_"));
  try {
    await writeFile(join(outside, "kept.py"), `${SECRET} = 1\n`);
    await using there = await begin([{}]);
    for (let dots = 1; dots <= 8; dots += 1) {
      for (const path of [outside.slice(1), basename(outside)]) {
        const from = `${".".repeat(dots)}${path.replaceAll("/", ".")}.kept`;
        expect(await labels(there.session, `from ${from} import |`)).not.toContain(SECRET);
      }
    }
  } finally {
    await rm(outside, { recursive: true });
  }
});

test("a package with a link that leads out of it is not read", async () => {
  const outside = join(folder, "outside.py");
  await writeFile(outside, `${SECRET} = 1\n`);
  await symlink(outside, join(await built("linked==1", {}), "linked.py"));
  await using there = await begin([{ requirements: "linked==1" }]);
  expect(there.hasPackages).toEqual([false]);
  expect(await labels(there.session, "import linked\nlinked.|")).not.toContain(SECRET);
});

test("no question can name a file", async () => {
  await using there = await begin([{}]);
  const position = { line: 0, character: 0 };
  for (const place of [{ uri: "file:///etc/passwd" }, { textDocument: { uri: "file:///etc/passwd" } }]) {
    const asked = { session: there.session, script: 0, text: { version: 1, source: "pass" } };
    const question = { kind: "hover", position, ...place };
    const { status } = await api.call(author, "language.ask", "mutation", { ...asked, question });
    expect(status).toBe(400);
  }
  const beyond = await ask(there.session, "hover", "pa|ss", { script: 9 });
  expect(beyond).toMatchObject({ status: 200, body: null });
});

test("a session is its author's alone", async () => {
  await using there = await begin([{}]);
  const workspace = await ensureDefaultWorkspace(api.connection.db);
  const other = await api.token(workspace, "admin", "another");
  expect((await ask(there.session, "hover", "pa|ss", { token: other })).status).toBe(404);
  const end = await api.call(other, "language.end", "mutation", { session: there.session });
  expect(end.status).toBe(404);
});

test("where there are as many as are kept, the next is told so; one that ended makes room", async () => {
  const scripts = [{}];
  await using first = await begin(scripts);
  {
    await using second = await begin(scripts);
    expect(second.session).not.toBe(first.session);
    const third = await api.call(author, "language.open", "mutation", { scripts });
    expect(third).toMatchObject({
      status: 429,
      body: { message: expect.stringContaining("are at work in 2 editors") },
    });
  }
  await using third = await begin(scripts);
  expect(third.session).not.toBe(first.session);
});

test("Python 2.7 is not judged as if it were Python 3", async () => {
  await using there = await begin([{ python: "2.7" }]);
  expect(await ask(there.session, "completion", "import json\njson.|")).toMatchObject({
    status: 200,
    body: null,
  });
});

test.each([
  ["nobody has asked anything for a while", { most: 2, idleMs: 300, leftMs: 60_000 }],
  ["nobody follows it", { most: 2, idleMs: 60_000, leftMs: 300 }],
])("a session ends, with its process and its folder, when %s", async (_, languageLimits) => {
  const before = await sessionFolders();
  await using own = await startOwnApi({ languageLimits });
  const token = await own.token(await ensureDefaultWorkspace(own.connection.db), "author");
  const scripts = [{}];
  const { body } = await own.call(token, "language.open", "mutation", { scripts });
  const { session } = body as { session: string };
  const [made = ""] = (await sessionFolders()).filter((each) => !before.includes(each));
  expect(made).not.toBe("");
  const text = { version: 1, source: "pass" };
  const write = { session, script: 0, text };
  await expect.poll(async () => existsSync(join(tmpdir(), made)), { timeout: 10_000 }).toBe(false);
  expect((await own.call(token, "language.write", "mutation", write)).status).toBe(404);
});

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

async function sessionFolders(): Promise<readonly string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith("riposte-language-"));
}
