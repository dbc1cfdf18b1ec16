import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { isNobodyThere } from "./explain-error.ts";
import { patiently } from "./patiently.ts";

const failing = (cause: Error) => TRPCClientError.from(new TypeError("fetch failed", { cause }));
const hungUp = failing(new Error("other side closed"));
const nobody = failing(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }));

function answersAfter(...errors: readonly Error[]) {
  const left = [...errors];
  return async () => {
    const error = left.shift();
    if (error !== undefined) throw error;
    return "answer";
  };
}

test("a server that hangs up, and is away for a while, is asked again", async () => {
  expect(await patiently(answersAfter(hungUp, nobody))).toBe("answer");
});

test("what may be a wrong address, and what was decided, is told at once", async () => {
  await expect(patiently(answersAfter(nobody), isNobodyThere)).rejects.toBe(nobody);
  const refused = TRPCClientError.from({
    error: { code: -32_003, message: "No.", data: { code: "FORBIDDEN" } },
  });
  await expect(patiently(answersAfter(refused))).rejects.toBe(refused);
});
