import { expect, test } from "vitest";
import { requirementsOf, requirementsText } from "./requirements.ts";

const lines = (source: string, file = "") => {
  const found = requirementsOf(source, file);
  return found.ok ? found.lines : found.why;
};

test("a file is read without comments, in order, each package once", () => {
  const file = `# ours
requests>=2.31  # the newest
attrs == 23.1 ; python_version < "3.9"
requests>=2.31
Flask[async]~=3.0
tool @ https://example.org/tool-1.0-py3-none-any.whl
pinned==1.0 \\
    --hash=sha256:00aa
`;
  expect(lines("", file)).toEqual([
    'attrs == 23.1 ; python_version < "3.9"',
    "Flask[async]~=3.0",
    "pinned==1.0 --hash=sha256:00aa",
    "requests>=2.31",
    "tool @ https://example.org/tool-1.0-py3-none-any.whl",
  ]);
  expect(lines("", "\n# nothing\n")).toEqual([]);
});

test("what the script says of itself goes before the file", () => {
  const source = `# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "requests<3", # [not the end]
#   'rich',
#   "quoted ; python_version < \\"3.9\\"",
# ]
# [tool.other]
# dependencies = ["never"]
# ///
import requests
`;
  expect(lines(source, "attrs")).toEqual(['quoted ; python_version < "3.9"', "requests<3", "rich"]);
  expect(lines("# /// script\n# dependencies = []\n# ///\n", "attrs")).toEqual([]);
  expect(lines("# /// script\n# requires-python = '>=3'\n# ///\n", "attrs")).toEqual([]);
  expect(lines("# /// script\r\n# dependencies = ['rich']\r\n# ///\r\n")).toEqual(["rich"]);
});

test.each([
  ["-r other.txt", /is an option/],
  ["--index-url https://example.org", /is an option/],
  ["-e .", /is an option/],
  ["./local", /names no package/],
  ["git+https://example.org/x.git", /names no package/],
  ["name @ file:///etc", /names no package/],
  ["two words", /names no package/],
  ["name==1 --install-option=x", /names no package/],
])("%s is refused", (line, why) => {
  expect(lines("", line)).toMatch(why);
});

test("a block that cannot be read is told", () => {
  expect(lines("# /// script\n# dependencies = requests\n# ///\n")).toMatch(/cannot be read/);
  expect(lines("# /// script\n# dependencies = [1]\n# ///\n")).toMatch(/cannot be read/);
});

test("nothing required is nothing to build", () => {
  expect(requirementsText([])).toBeNull();
  expect(requirementsText(["a", "b"])).toBe("a\nb\n");
});
