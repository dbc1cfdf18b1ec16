import { expect, test } from "vitest";
import { requiredLines, savedPackages } from "./required-lines.ts";

const INLINE = "# /// script\n# dependencies = ['rich']\n# ///\n";

test("what is typed half is nothing yet", () => {
  expect(requiredLines("", "requests\n-r x")).toEqual([]);
  expect(requiredLines(INLINE, "requests")).toEqual(["rich"]);
});

test("each script of a version has its own packages", () => {
  const saved = {
    source: "pass",
    definition: { environment: "a", requirements: "requests" },
    scripts: [
      { name: "more", source: INLINE, environment: "b" },
      { name: "bare", source: "# /// script\n# dependencies = []\n# ///\n" },
    ],
  };
  expect(savedPackages(saved, "")).toEqual({ hash: "a", lines: ["requests"] });
  expect(savedPackages(saved, "more")).toEqual({ hash: "b", lines: ["rich"] });
  expect(savedPackages(saved, "bare")).toBeNull();
  expect(savedPackages(saved, "new")).toBeNull();
});
