import { expect, test } from "vitest";
import { expectedOf, judgeCase } from "./judge-case.ts";

const gave = (json: string) => ({
  outcome: "done" as const,
  output: { json, preview: json, bytes: json.length },
  failure: null,
});
const failed = (message: string) => ({
  outcome: "failed" as const,
  output: null,
  failure: { code: "script_failed" as const, message, retryable: false },
});

test("a result is as expected whatever the order of its keys", () => {
  expect(judgeCase({ result: '{"a":1,"b":[2]}', fails: "" }, gave('{"b":[2],"a":1.0}')).isAsExpected).toBe(
    true,
  );
  const verdict = judgeCase({ result: '{"a":1}', fails: "" }, gave('{"a":2}'));
  expect(verdict).toEqual({ isAsExpected: false, expected: '{\n  "a": 1\n}\n', got: '{\n  "a": 2\n}\n' });
});

test("a failure is expected by what its message holds, wherever its line is by now", () => {
  const trial = failed("KeyError: 'x' (judge, line 12)");
  const expected = expectedOf(trial);
  expect(expected).toEqual({ result: "", fails: "KeyError: 'x'" });
  expect(judgeCase(expected, failed("KeyError: 'x' (judge, line 14)")).isAsExpected).toBe(true);
  expect(judgeCase(expected, gave("null")).isAsExpected).toBe(false);
  expect(judgeCase({ result: "null", fails: "" }, trial)).toMatchObject({ isAsExpected: false });
});

test("what expects nothing takes any result, and no failure", () => {
  expect(judgeCase({ result: "", fails: "" }, gave("[]")).isAsExpected).toBe(true);
  expect(judgeCase({ result: "", fails: "" }, failed("no")).isAsExpected).toBe(false);
});
