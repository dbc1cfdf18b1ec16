import { expect, test } from "vitest";
import { network } from "./try-limits.ts";

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"],
  ["2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"],
  ["unknown", "unknown"],
])("%s counts as %s", (address, counted) => {
  expect(network(address)).toBe(counted);
});
