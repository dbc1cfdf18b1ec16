import { expect, test } from "vitest";
import { warmFirst } from "./warm-first.ts";

test("calls beside others go by the many, and by the few again when those are over, failed ones too", async () => {
  const { promise: others, reject } = Promise.withResolvers<void>();
  const by: string[] = [];
  const way = (name: string) => async (job: string) => {
    by.push(`${job} ${name}`);
    await others;
  };
  const call = warmFirst(way("few"), way("many"));
  const calls = ["a", "b", "c"].map(call);
  reject(new Error("The database is away."));
  expect((await Promise.allSettled(calls)).map(({ status }) => status)).toEqual(calls.map(() => "rejected"));
  await call("d").catch(() => {});
  expect(by).toEqual(["a few", "b few", "c many", "d few"]);
});
