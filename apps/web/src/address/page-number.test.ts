import { expect, test } from "vitest";
import { isPageNumber, pageCount, pageNumber, pageSpan, pageText } from "./page-number.ts";

test.each([
  ["3", 3],
  ["", 1],
  ["0", 1],
  ["-2", 1],
  ["1.5", 1],
  ["1e99", 1],
  ["x", 1],
])("the address says page %j: %i", (text, page) => {
  expect(pageNumber(text)).toBe(page);
  expect(isPageNumber(text)).toBe(text === String(page));
});

test("pages are counted and told", () => {
  expect(pageCount(0, 50)).toBe(1);
  expect(pageCount(101, 50)).toBe(3);
  expect(pageSpan({ page: 2, size: 50, total: 1_234 })).toBe("51–100 of 1,234");
  expect(pageSpan({ page: 25, size: 50, total: 1_234 })).toBe("1,201–1,234 of 1,234");
  expect(pageSpan({ page: 30, size: 50, total: 1_234 })).toBe("Nothing here; there are 1,234");
  expect([pageText(1), pageText(7)]).toEqual(["", "7"]);
});
