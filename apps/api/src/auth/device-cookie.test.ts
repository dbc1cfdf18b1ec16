import { expect, test } from "vitest";
import { makeDeviceCookie, readDeviceCookie } from "./device-cookie.ts";

test("a device is known for the account it was made for, and for no other", () => {
  const cookie = makeDeviceCookie("secret", "mia@example.org");
  expect(readDeviceCookie("secret", "mia@example.org", cookie)).toBe(cookie.split(".")[0]);
  expect(readDeviceCookie("secret", "max@example.org", cookie)).toBeNull();
  expect(readDeviceCookie("other", "mia@example.org", cookie)).toBeNull();
});

test.each([undefined, "", ".", "id.", "id.x", `${makeDeviceCookie("secret", "a@b.c")}x`])(
  "%j is none",
  (cookie) => {
    expect(readDeviceCookie("secret", "a@b.c", cookie)).toBeNull();
  },
);
