import { expect, test } from "vitest";
import { exitWords } from "./exit-words.ts";

test("how a process ended, in words", () => {
  expect(exitWords(0)).toBe("it ended by itself");
  expect(exitWords(3)).toBe("it ended with exit code 3");
  expect(exitWords(137)).toBe("it was killed (SIGKILL)");
  expect(exitWords(140)).toBe("it was ended by signal 12");
});
