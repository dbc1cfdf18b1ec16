import { expect, test } from "vitest";
import { nextPage } from "./next-page.ts";

test.each([
  ["/runs/run_1?step=a#x", "/runs/run_1?step=a#x"],
  [undefined, "/playbooks"],
  ["", "/playbooks"],
  ["//example.com/x", "/playbooks"],
  ["/\\example.com", "/playbooks"],
  ["https://example.com", "/playbooks"],
  ["javascript:alert(1)", "/playbooks"],
  ["/sign-in?next=/sign-in", "/playbooks"],
])("after signing in %s leads to %s", (next, page) => {
  expect(nextPage(next)).toBe(page);
});
