import { expect, test } from "vitest";
import { momentInAddress, momentOfAddress } from "./moment-address.ts";

test("a moment leads by its address to itself, to the millisecond", () => {
  const at = Date.parse("2026-11-23T00:41:02.007Z");
  expect(momentInAddress(at)).toBe("2026-11-23T00:41:02.007Z");
  expect(momentOfAddress(momentInAddress(at))).toBe(at);
  expect(momentOfAddress(momentInAddress(null))).toBeNull();
  expect(momentOfAddress("2026-11-2")).not.toBe(at);
  expect(momentOfAddress("later")).toBeNull();
});
