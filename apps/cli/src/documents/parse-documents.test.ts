import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { CliError } from "../cli-error.ts";
import { parseDocuments } from "./parse-documents.ts";

function messageOf(text: string): string {
  try {
    parseDocuments(text, "a.yaml");
  } catch (error) {
    if (error instanceof CliError) return error.message;
    throw error;
  }
  return "";
}

const action =
  "kind: action\nname: judge\nsource: |\n  def main(): pass\nentry: main\neffect: read\narguments: {type: object}\n";

const ALIAS_BOMB = `a: &a [x]\n${"bcdefghi"
  .split("")
  .map((name, at) => `${name}: &${name} [${`*${"abcdefgh"[at]},`.repeat(9)}]\n`)
  .join("")}`;

test("the example that is shipped is read", async () => {
  const path = fileURLToPath(
    new URL("../../../../packages/gallery/templates/suspicious-sign-in/playbook.yaml", import.meta.url),
  );
  const documents = parseDocuments(await readFile(path, "utf8"), path);
  expect(documents.map(({ document: { kind, name } }) => `${kind} ${name}`)).toEqual([
    "action judge_address",
    "playbook Suspicious sign-in",
  ]);
});

test("several documents, with empty ones between, and a list at the top of a JSON file", () => {
  expect(parseDocuments(`${action}---\n---\n# nothing\n---\n${action}`, "a.yaml")).toHaveLength(2);
  const json = JSON.stringify([{ kind: "connector", name: "chat", type: "mattermost" }], null, "\t");
  expect(parseDocuments(json, "a.json").map(({ document }) => document)).toEqual([
    { kind: "connector", name: "chat", type: "mattermost", settings: {} },
  ]);
});

describe("what is wrong is said with file, line, document and path", () => {
  test.each([
    ["", "a.yaml holds no document."],
    ["kind: playbok\n", "a.yaml:1: document 1: kind must be connector, action, playbook"],
    [`${action}effect: read\n`, "a.yaml:8:1: Map keys must be unique."],
    [action.replace("read", "destroy"), 'a.yaml:6: action "judge": effect: must be "read"'],
    [action.replace("source", "sauce"), 'a.yaml:1: action "judge": knows no "sauce"'],
    [
      `${action}script: judge.py\n`,
      'a.yaml:8: action "judge": script: give either script (a file) or source',
    ],
    [
      "kind: playbook\nname: A\ngraph:\n  nodes:\n    - {id: a, kind: trigger, name: a, trigger: webhook}\n    - {id: b, kind: wait, name: B}\n  edges: []\n",
      'a.yaml:6: playbook "A": Step "B", name: Give the step a name that templates can write.',
    ],
    [
      "kind: playbook\nname: A\ngraph:\n  nodes:\n    - {id: a, kind: nap, name: a}\n  edges: []\n",
      'a.yaml:5: playbook "A": Step "a", kind: There is no kind of step called "nap". One of trigger, action,',
    ],
    [
      "kind: playbook\nname: A\ngraph:\n  nodes:\n    - {id: a, kind: waitt, name: a}\n  edges:\n    - {from: a}\n",
      'a.yaml:5: playbook "A": Step "a", kind: There is no kind of step called "waitt". Did you mean "wait"?\n' +
        'a.yaml:7: playbook "A": graph.edges.0.to: "to" is missing: it must be a text.',
    ],
    [
      "kind: playbook\nname: A\ngraph:\n  nodes:\n    - {id: a, kind: wait, name: a, seconds: 1, retry: {attempts: three, dely: 5}}\n    - {id: b, kind: approval, name: b, approvers: any}\n  edges: []\n",
      'a.yaml:5: playbook "A": Step "a", retry.attempts: "retry.attempts" must be a number.\n' +
        'a.yaml:5: playbook "A": Step "a", retry.dely: A step of this kind has no field "retry.dely". Did you mean "delay"?\n' +
        'a.yaml:6: playbook "A": Step "b", approvers: "approvers" must be a list. One person or role at least.',
    ],
    ["kind: playboook\nname: A\n", 'Did you mean "playbook"?'],
    ["kind: playbook\nname: A\n", 'a.yaml:1: playbook "A": graph: The graph must be a group of fields.'],
    ["kind: playbook\nname: A\nenabled: yes\n", 'a.yaml:3: playbook "A": enabled: must be true or false'],
    ["a: &a [*a]\n", "a.yaml: an alias stands within the very thing that it names."],
    [ALIAS_BOMB, "a.yaml: its aliases stand for far more than the file holds."],
    ["a: *b\n", "a.yaml:1:4: an alias to something that is not there"],
    ["a: !!timestamp 2026-01-01\n", "a.yaml: a value of the tag for Date has no form in JSON."],
    [`a: ${"[".repeat(600)}${"]".repeat(600)}\n`, "a.yaml: it is nested too deeply."],
    [`a: ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`, ": it is nested too deeply."],
    [`${action}memory: 9007199254740993\n`, 'write it as text, "9007199254740993"'],
    [`${action}python: 3.10\n`, "python: must be a text"],
  ])("%j", (text, expected) => {
    expect(messageOf(text)).toContain(expected);
  });

  test.each([
    "password: S3cret: x\n",
    'secrets: {password: "S3cret}\n',
    "password: *S3cret\n",
    "password: !S3cret x\n",
    "password: @S3cret\n",
    '{"secrets":{"password":"S3cret" "x"}}',
    '{"secrets":{"password":"S3cret\\q"}}',
  ])("without the text at fault, which may be a secret: %j", (text) => {
    const message = messageOf(`kind: connector\n${text}`) || messageOf(text);
    expect(message).toMatch(/^a\.yaml:\d/);
    expect(message).not.toContain("S3cret");
  });

  test("all of it at once", () => {
    const lines = messageOf(`${action.replace("read", "x")}---\n${action.replace("main\n", "x\n")}`).split(
      "\n",
    );
    expect(lines.map((line) => line.slice(0, 9))).toEqual(["a.yaml:6:", "a.yaml:13"]);
  });
});
