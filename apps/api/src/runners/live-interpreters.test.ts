import { expect, test } from "vitest";
import { interpretersOf } from "./live-interpreters.ts";

const runner = (isAlive: boolean, ...versions: string[]) => ({
  id: versions.join(),
  group: "default",
  isOwn: true,
  slots: null,
  running: 0,
  isDraining: false,
  name: "a",
  release: "1",
  interpreters: versions.map((version) => ({ version, release: `${version}.1`, path: "/usr/bin/python" })),
  seenAt: new Date(),
  isAlive,
});

test("what any runner has that is there counts, once, and by number", () => {
  const runners = [runner(true, "3.11", "2.7"), runner(true, "3.9", "3.11"), runner(false, "3.14")];
  expect(interpretersOf(runners)).toEqual(["2.7", "3.9", "3.11"]);
  expect(interpretersOf([runner(false, "2.7")])).toEqual([]);
  expect(interpretersOf([{ ...runner(true, "2.7"), isOwn: false }])).toEqual([]);
});
