import { expect, test } from "vitest";
import { fitsInline, INLINE_LIMIT_BYTES, utf8Length } from "./payload.ts";

test.each(["", "abc", "é", "€", "😀", "a😀é€", "\u0000", "\ud800", "\udc00x"])(
  "UTF-8 length of %j",
  (text) => {
    expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
  },
);

test("the limit is in bytes, not in characters", () => {
  const half = Math.floor(INLINE_LIMIT_BYTES / 2);
  expect(fitsInline({ kind: "inline", json: "é".repeat(half) })).toBe(true);
  expect(fitsInline({ kind: "inline", json: "é".repeat(half + 1) })).toBe(false);
});
