import { expect, test } from "vitest";
import { instantText, parseInstant } from "./instant.ts";

test.each([
  ["2026-11-21T08:00:00Z", "2026-11-21T08:00:00.000Z"],
  ["2026-11-21T08:00Z", "2026-11-21T08:00:00.000Z"],
  ["2026-11-21 08:00:00.5+02:00", "2026-11-21T06:00:00.500Z"],
  ["2026-11-21T08:00:00.123456-0530", "2026-11-21T13:30:00.123Z"],
  ["2028-02-29T00:00:00Z", "2028-02-29T00:00:00.000Z"],
])("%s is an instant", (text, expected) => {
  expect(instantText(parseInstant(text) ?? 0)).toBe(expected);
});

test.each(["2026-11-21", "2026-11-21T08:00:00", "2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z", "soon", ""])(
  "%j is none",
  (text) => {
    expect(parseInstant(text)).toBeNull();
  },
);
