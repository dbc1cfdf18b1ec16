import { zipSync } from "fflate";
import type { Zippable } from "fflate";
import { expect, test } from "vitest";
import { moduleFiles } from "./module-files.ts";
import type { ModuleFile } from "./module-files.ts";
import { readModule } from "./read-module.ts";
import { smallAction, smallModule } from "./small-module.ts";

const read = async (files: readonly ModuleFile[]) => readModule(await moduleFiles(files));
const zipOf = (files: Zippable) => [{ path: "module.zip", bytes: zipSync(files) }];
const zipped = (files: readonly ModuleFile[], folder = "") =>
  zipOf(Object.fromEntries(files.map(({ path, bytes }) => [`${folder}${path}`, bytes])));

test("a folder says its name, its configuration and its actions, and nothing of it is run", async () => {
  const module = await read(smallModule({ "main.py": "raise SystemExit('run')\n" }));
  expect(module).toMatchObject({
    name: "small_talk",
    title: "Small talk",
    release: "1.2.0",
    configuration: { required: ["api_key"], secrets: ["api_key"] },
    actions: [{ name: "greet", title: "Greet", command: "greet-somebody", branches: {} }],
    packages: { range: null, preferred: null, requirements: null },
  });
});

test("a zip gives what the folder in it gives, without tests, the lock and the picture", async () => {
  const files = smallModule({ "tests/test_greet.py": "import nothing\n", "logo.svg": "<svg/>" });
  const module = await read(zipped(files, "checkout/Small/"));
  expect(module.bundle).toBe((await read(smallModule())).bundle);
  expect(Object.keys((JSON.parse(module.bundle) as { files: object }).files)).toEqual([
    "action_greet.json",
    "main.py",
    "manifest.json",
  ]);
  expect(module.logo).toMatch(/^data:image\/svg\+xml;base64,/);
});

test("actions of one slug are told apart by their commands, and branches keep their words", async () => {
  const second = smallAction({ uuid: "2", name: "Greet all", docker_parameters: "post-greet/{group}/all" });
  const third = smallAction({
    uuid: "3",
    name: "Look",
    slug: "look",
    docker_parameters: "look",
    outputs: { seen: "Somebody is there" },
  });
  const { actions } = await read(smallModule({ "action_all.json": second, "action_look.json": third }));
  expect(actions.map(({ name, branches }) => [name, branches])).toEqual([
    ["post_greet_group_all", {}],
    ["greet_somebody", {}],
    ["look", { seen: "Somebody is there" }],
  ]);
});

test("a result that no schema can check is one that says nothing", async () => {
  const action = smallAction({ results: { $ref: "#/components/schemas/greeting" } });
  const { actions } = await read(smallModule({ "action_greet.json": action }));
  expect(actions[0]?.result).toBeNull();
});

const twice = (changed: object) => ({ "action_again.json": smallAction({ uuid: "2", ...changed }) });

test.each<readonly [string, readonly ModuleFile[], string]>([
  ["no module", [{ path: "readme.md", bytes: new Uint8Array() }], "The upload holds no manifest.json"],
  ["broken JSON", smallModule({ "manifest.json": "{" }), "manifest.json is no JSON: "],
  [
    "a manifest without a slug",
    smallModule({ "manifest.json": { uuid: "1", name: "x" } }),
    "slug: is missing",
  ],
  ["no code", smallModule().filter(({ path }) => path !== "main.py"), "Small talk has no main.py"],
  [
    "a script that is not UTF-8",
    smallModule({ "talk/greet.py": Uint8Array.of(0x23, 0xe9, 0x0a) }),
    "talk/greet.py is not UTF-8 text",
  ],
  [
    "two actions of one name",
    smallModule(twice({ docker_parameters: "other" })),
    'action_greet.json has the name "Greet", and so has action_again.json',
  ],
  [
    "two actions of one command",
    smallModule(twice({ name: "Other" })),
    'has the docker_parameters "greet-somebody", and so has action_again.json',
  ],
  [
    "arguments that are no schema",
    smallModule({ "action_greet.json": smallAction({ arguments: { properties: { a: { $ref: "#/b" } } } }) }),
    "action_greet.json has arguments that are no JSON Schema",
  ],
  [
    "two modules",
    zipOf({ "a/manifest.json": new Uint8Array(), "b/manifest.json": new Uint8Array() }),
    "holds 2 modules (a, b)",
  ],
  ["a path that climbs out", smallModule({ "../evil.py": "x" }), "../evil.py has a path that leads out"],
  ["a zip that climbs out", zipOf({ "../evil.py": new Uint8Array(1) }), "whose path leads out of it"],
  [
    "a link",
    zipOf({ "main.py": [new Uint8Array(1), { os: 3, attrs: (0o120_777 << 16) >>> 0 }] }),
    "main.py in module.zip is a link",
  ],
  [
    "a file of 200 MB",
    zipOf({ "manifest.json": new Uint8Array(200_000_000) }),
    "manifest.json in module.zip unpacks to more than 5 MB",
  ],
  [
    "a bomb in many files",
    zipOf(Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`${at}.bin`, new Uint8Array(5_000_000)]))),
    "module.zip unpacks to more than 16 MB",
  ],
])("%s is refused in a sentence", async (_, files, words) => {
  const refused = read(files);
  await expect(refused).rejects.toThrow(words);
  await expect(refused).rejects.toThrow(/\. Nothing was (?:added|uploaded)\.$/);
});

test("a Debian package that its Dockerfile installs is named, one that only builds is not", async () => {
  const Dockerfile =
    "FROM python:3.11\nRUN apt-get update && \\\n  apt-get install -y gcc libssl-dev libpcap0.8\n";
  const module = await read(smallModule({ Dockerfile }));
  expect(module.libraries).toEqual(["libpcap0.8"]);
  expect(module.packages.preferred).toBe("3.11");
});
