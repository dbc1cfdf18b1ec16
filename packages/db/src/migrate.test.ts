import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { connect } from "./connect.ts";
import { migrate } from "./migrate.ts";
import { startTestDatabase } from "./testing.ts";

const packageFolder = fileURLToPath(new URL("..", import.meta.url));

test("migrations match the schema", async () => {
  // drizzle-kit compares the schema with the last snapshot; a difference would make it write a new file.
  const folder = await mkdtemp(join(packageFolder, "node_modules", ".migrations-"));
  try {
    await cp(join(packageFolder, "migrations"), folder, { recursive: true });
    const before = await readdir(folder);
    const { stdout } = await promisify(execFile)(
      join(packageFolder, "node_modules/.bin/drizzle-kit"),
      [
        "generate",
        "--dialect=postgresql",
        "--schema=./src/schema/*.ts",
        `--out=./node_modules/${basename(folder)}`,
      ],
      { cwd: packageFolder },
    );
    expect(stdout).toContain("No schema changes");
    expect(await readdir(folder)).toEqual(before);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("migrating at once from two sides and again afterwards does it once", async () => {
  await using database = await startTestDatabase({ migrated: false });
  await Promise.all([migrate(database.url), migrate(database.url)]);
  await migrate(database.url);
  await using connection = connect(database.url);
  const [row] = await connection.sql`select count(*)::int as applied from drizzle.__drizzle_migrations`;
  const files = await readdir(join(packageFolder, "migrations"));
  expect(row?.["applied"]).toBe(files.filter((file) => file.endsWith(".sql")).length);
});

test("what is wrong with the address is said in one sentence, without the password", async () => {
  await using database = await startTestDatabase({ migrated: false });
  const at = (change: (url: URL) => void) => {
    const url = new URL(database.url);
    change(url);
    return migrate(url.href);
  };
  await expect(at((url) => (url.port = "1"))).rejects.toThrow(
    "127.0.0.1:1/postgres cannot be used: nothing listens",
  );
  await expect(at((url) => (url.password = "s3cret"))).rejects.toThrow("the password is wrong");
  await expect(at((url) => (url.password = "s3cret"))).rejects.not.toThrow("s3cret");
  await expect(at((url) => (url.pathname = "/nope"))).rejects.toThrow("the database does not exist");
  await expect(at((url) => (url.hostname = "db.invalid"))).rejects.toThrow("the host name");
});

test.each([
  "localhost/riposte",
  "postgresql://u:sec#ret@127.0.0.1:1/x",
  "postgresql://u:sec%ret@127.0.0.1:1/x",
  "postgresql://u:se@kr/et@127.0.0.1:1/x",
  "postgresql://u:se/kr@127.0.0.1:1/x",
  "postgresql://u:se@kr@127.0.0.1:1/x",
  "postgresql://u:se?kr@127.0.0.1:1/x",
])("an address that cannot be read is refused before anybody dials, with nothing of it: %s", async (url) => {
  await expect(migrate(url)).rejects.toThrow("percent-encoded");
  await expect(migrate(url)).rejects.not.toThrow(/kr|ret/u);
});
