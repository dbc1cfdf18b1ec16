import { expect, test } from "vitest";
import { refuseForeignOrigin } from "./same-origin.ts";

test("a page without an address is told so, and no setting that could not help", () => {
  const own = new Set(["https://riposte.example.org"]);
  expect(refuseForeignOrigin(new Headers({ origin: "https://riposte.example.org" }), own)).toBeNull();
  expect(refuseForeignOrigin(new Headers({ origin: "https://other.example.org" }), own)).toContain(
    "RIPOSTE_PUBLIC_URL=https://other.example.org",
  );
  const refusal = refuseForeignOrigin(new Headers({ origin: "null" }), own);
  expect(refusal).toContain("Origin: null");
  expect(refusal).not.toContain("RIPOSTE_PUBLIC_URL");
});
