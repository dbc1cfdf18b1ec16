import { expect, test } from "vitest";
import { describeError } from "./log.ts";

test("a failed query is logged as what the driver said, without its parameters", () => {
  const cause = Object.assign(new Error("duplicate key"), {
    code: "23505",
    detail: "Key (name)=(hush) exists.",
  });
  const failed = Object.assign(new Error("Failed query: insert … params: hush", { cause }), {
    query: "insert …",
    params: ["hush"],
  });
  const logged = describeError(new Error("outer", { cause: failed }));
  expect(logged).toMatchObject({ message: "outer", cause: { code: "23505", message: "duplicate key" } });
  expect(JSON.stringify(logged)).not.toContain("hush");
});
