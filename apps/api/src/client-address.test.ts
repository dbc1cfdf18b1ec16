import { expect, test } from "vitest";
import { behind, trustIn } from "./client-address.ts";

const isTrusted = trustIn(["10.0.0.0/8", "192.0.2.7", "fd00::/8"]);

test.each([
  ["203.0.113.9", "203.0.113.9"],
  // What the client wrote itself stands left of what the proxy saw.
  ["1.2.3.4, 203.0.113.9", "203.0.113.9"],
  ["10.9.9.9, 203.0.113.9", "203.0.113.9"],
  ["203.0.113.9, 10.1.1.1, 192.0.2.7", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8::1", "2001:db8::1"],
  ["fd00::5", "fd00::5"],
  ["10.1.1.1", "10.1.1.1"],
  ["203.0.113.9:1234", "203.0.113.9"],
  ["1.2.3.4, [2001:db8::2]:44, 10.1.1.1:80", "2001:db8::2"],
])("the proxy says %j: the client is %s", (forwarded, client) => {
  expect(behind("10.0.0.1", forwarded, isTrusted)).toBe(client);
});

test.each(["", "nonsense", "203.0.113.9, nonsense", "203.0.113.9:12:34"])(
  "where %j says nothing, it is the proxy that counts",
  (forwarded) => {
    expect(behind("10.0.0.1", forwarded, isTrusted)).toBe("10.0.0.1");
  },
);

test("nobody is trusted by mistake", () => {
  expect(isTrusted("192.0.2.8")).toBe(false);
  expect(isTrusted("unknown")).toBe(false);
  expect(trustIn([])("127.0.0.1")).toBe(false);
  expect(() => trustIn(["10.0.0.0/33"])).toThrow("10.0.0.0/33 is neither");
});
