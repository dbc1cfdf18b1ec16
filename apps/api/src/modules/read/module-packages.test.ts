import { expect, test } from "vitest";
import { modulePackages } from "./module-packages.ts";
import { smallModule } from "./small-module.ts";
import { allowsPython, pepRange } from "./version-range.ts";

const packagesOf = (files: Record<string, string>) =>
  modulePackages(new Map(smallModule(files).map((file) => [file.path, file])));

const PYPROJECT = `
[tool.poetry.dependencies]
python = ">=3.10,<3.12"
Some_SDK = { version = "^1.13.0", extras = ["fast"] }
requests = "*"
[tool.poetry.dev-dependencies]
pytest = "*"
`;

const LOCK = `
[[package]]
name = "some-sdk"
version = "1.14.0"
[package.dependencies]
speedups = { version = "*", optional = true, markers = "extra == \\"fast\\"" }
unasked = { version = "*", optional = true, markers = "extra == \\"slow\\"" }
tz = { version = ">=1", markers = "sys_platform == \\"win32\\"" }
[package.extras]
fast = ["speedups (>=1)"]
slow = ["unasked"]

[[package]]
name = "speedups"
version = "2.0"

[[package]]
name = "unasked"
version = "1.0"

[[package]]
name = "tz"
version = "2024.1"
[package.dependencies]
data = "*"

[[package]]
name = "data"
version = "3"

[[package]]
name = "requests"
version = "2.32.4"

[[package]]
name = "pytest"
version = "8.0"
`;

test("a lock gives every package there is, with the machines that want it, and none for development", () => {
  expect(packagesOf({ "pyproject.toml": PYPROJECT, "poetry.lock": LOCK })).toEqual({
    range: ">=3.10,<3.12",
    preferred: null,
    requirements: `--no-deps
data==3 ; (sys_platform == "win32")
requests==2.32.4
some-sdk==1.14.0
speedups==2.0
tz==2024.1 ; (sys_platform == "win32")
`,
  });
});

test("without a lock what pyproject.toml asks for counts, as Poetry or as PEP 621 writes it", () => {
  expect(packagesOf({ "pyproject.toml": PYPROJECT }).requirements).toBe(
    "requests\nsome-sdk[fast]>=1.13.0,<2\n",
  );
  const project = `[project]\nrequires-python = ">=3.11"\ndependencies = ["Requests[socks] (>=2,<3) ; os_name == 'posix'"]\n`;
  expect(packagesOf({ "pyproject.toml": project })).toMatchObject({
    range: ">=3.11",
    requirements: "requests[socks]>=2,<3 ; os_name == 'posix'\n",
  });
});

test.each([
  ["a package of a folder", `x = { path = "../x" }`, "takes x from elsewhere than a package index (path)"],
  [
    "one of git",
    `x = { git = "https://example.org/x" }`,
    "takes x from elsewhere than a package index (git)",
  ],
  ["an option in a version", `x = "1.0 --index-url=https://example.org"`, "cannot be used: "],
])("%s is refused in a sentence", (_, line, words) => {
  const toml = `[tool.poetry.dependencies]\n${line}\n`;
  expect(() => packagesOf({ "pyproject.toml": toml })).toThrow(words);
  expect(() => packagesOf({ "pyproject.toml": toml })).toThrow(/Nothing was added\.$/);
});

test("a lock that does not fit its pyproject.toml is refused", () => {
  const files = { "pyproject.toml": PYPROJECT.replace("requests", "newer"), "poetry.lock": LOCK };
  expect(() => packagesOf(files)).toThrow("poetry.lock has no newer, which pyproject.toml asks for.");
});

test.each([
  ["^1.13.0", ">=1.13.0,<2"],
  ["^0.3", ">=0.3,<0.4"],
  ["~2.1.3", ">=2.1.3,<2.2"],
  [">=2.25, <3", ">=2.25,<3"],
  ["2.0", "==2.0"],
  ["*", ""],
])("the constraint %s is %s", (constraint, range) => {
  expect(pepRange(constraint)).toBe(range);
});

test.each([
  [">=3.10,<3.12", ["3.10", "3.11"]],
  ["^3.11", ["3.11", "3.12", "3.13"]],
  ["~3.11", ["3.11"]],
  [">=3.11,<=3.12", ["3.11", "3.12"]],
  ["~3.10 || ^3.12", ["3.10", "3.12", "3.13"]],
])("Python %s is %j", (range, versions) => {
  expect(["3.9", "3.10", "3.11", "3.12", "3.13"].filter((one) => allowsPython(range, one))).toEqual(versions);
});
