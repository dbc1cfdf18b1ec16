import { expect, test } from "vitest";
import { ownAddress } from "./own-address.ts";

test.each([
  ["127.0.0.1", "http://127.0.0.1:8080"],
  ["soar.internal", "http://soar.internal:8080"],
  ["0.0.0.0", "http://127.0.0.1:8080"],
  ["::", "http://127.0.0.1:8080"],
  ["::1", "http://[::1]:8080"],
])("listening on %s, it is reached at %s", (host, address) => {
  expect(ownAddress({ host, port: 8080 })).toBe(address);
});
