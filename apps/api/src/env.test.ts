import { expect, test } from "vitest";
import { readEnv } from "./env.ts";

const NEEDED = {
  DATABASE_URL: "postgresql://u:hunter2@localhost/db",
  RIPOSTE_KEYRING: "/k",
  RIPOSTE_DATA: "/d",
  RIPOSTE_TOKEN_FILE: "/t",
};

test("a variable set to nothing takes its default", () => {
  expect(readEnv({ ...NEEDED, TEMPORAL_ADDRESS: "", RIPOSTE_PORT: "9000" })).toMatchObject({
    TEMPORAL_ADDRESS: "127.0.0.1:7233",
    RIPOSTE_PORT: 9_000,
    RIPOSTE_HOST: "127.0.0.1",
  });
});

test("what is wrong is named, what was given is not shown", () => {
  const broken = { ...NEEDED, RIPOSTE_KEYRING: "", RIPOSTE_PORT: "hunter2" };
  expect(() => readEnv(broken)).toThrow(/RIPOSTE_KEYRING.*RIPOSTE_PORT/);
  expect(() => readEnv(broken)).not.toThrow(/hunter2/);
});
