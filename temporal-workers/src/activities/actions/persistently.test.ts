import { expect, test } from "vitest";
import { isDatabaseDown, persistently } from "./persistently.ts";

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}

test.each(["ECONNREFUSED", "CONNECTION_CLOSED", "57P01", "57P03", "08006", "53300", "40001"])(
  "%s passes",
  (code) => {
    expect(isDatabaseDown(coded(code))).toBe(true);
    expect(isDatabaseDown(new Error("Failed query", { cause: coded(code) }))).toBe(true);
    expect(isDatabaseDown(new AggregateError([coded(code)]))).toBe(true);
  },
);

test.each(["23505", "22021", "42P01", "ERR_INVALID_ARG_TYPE"])("%s does not", (code) => {
  expect(isDatabaseDown(coded(code))).toBe(false);
});

test("repeats what passes and nothing else", async () => {
  let tries = 0;
  const work = async () => {
    if (++tries < 3) throw coded("ECONNREFUSED");
    return tries;
  };
  await expect(persistently(work)).resolves.toBe(3);
  await expect(persistently(() => Promise.reject(coded("23505")))).rejects.toThrow("23505");
});
