import { expect, test } from "vitest";
import type { SavedScript } from "./script-draft.ts";
import { draftOf, inputOf, NEW_PART, NEW_SCRIPT } from "./script-draft.ts";
import { faultsOf, placeOf } from "./script-faults.ts";

const named = { ...NEW_SCRIPT, name: "judge" };
const asking = (text: string) => ({
  ...named,
  scripts: [{ ...NEW_PART, form: "schema" as const, arguments: text }],
});

test("a new script with a name can be saved", () => {
  expect(faultsOf(named)).toEqual({});
});

test.each([
  ["{", "This is not JSON"],
  ["[]", "A JSON Schema is an object."],
  ['{"type":"array"}', 'The JSON Schema of the arguments must have "type": "object".'],
])("arguments %s are at fault at their field", (text, words) => {
  expect(faultsOf(asking(text))["scripts.0.arguments"]).toContain(words);
});

test("what was saved comes back as it was, and what is left empty is not said", () => {
  const target = { targetKind: "host", targetArgument: "device" };
  const own = { ...NEW_PART, form: "schema" as const, arguments: '{"type":"object"}' };
  const further = { ...own, name: "undo", file: "undo.py" };
  const draft = {
    ...named,
    ...target,
    title: "Judge",
    icon: "ban" as const,
    limits: { cpu: 9 },
    network: "hosts" as const,
    hosts: "api.example.org\nwhois.example.org:43",
    scripts: [own, further],
  };
  const input = inputOf(draft);
  expect(input).toMatchObject({ target: { kind: "host", argument: "device" }, scripts: [{ name: "undo" }] });
  expect(Object.keys(inputOf(named))).not.toEqual(
    expect.arrayContaining(["title", "kind", "icon", "file", "limits", "network"]),
  );
  const { scripts, source, name, description, base: _base, ...definition } = input;
  const saved = { name, version: 0, description, source, scripts, definition };
  // The server says schemas as they were written.
  expect(draftOf(saved as unknown as SavedScript)).toEqual({
    ...draft,
    scripts: draft.scripts.map((part) => ({
      ...part,
      arguments: JSON.stringify(JSON.parse(part.arguments), null, 2),
    })),
  });
});

test("a limit that cannot be is at fault at its field, and one that was taken out is not said", () => {
  expect(faultsOf({ ...named, limits: { cpu: 0, disk: 10 } })).toEqual({
    "limits.cpu": "It must be at least 1.",
  });
  expect(inputOf({ ...named, limits: { cpu: undefined } })).not.toHaveProperty("limits");
});

test("hosts that are none are at fault, and those of no network are not said", () => {
  const faults = (hosts: string) => faultsOf({ ...named, network: "hosts", hosts });
  expect(faults("api.example.org https://x")).toEqual({
    hosts: expect.stringContaining('"https://x" is no host'),
  });
  expect(faults(" \n")).toEqual({ hosts: expect.stringContaining("Name at least one host") });
  expect(faultsOf({ ...named, network: "internet" })).toEqual({});
  expect(inputOf({ ...named, hosts: "api.example.org" })).not.toHaveProperty("network");
  expect(inputOf({ ...named, network: "internet" })).toMatchObject({
    network: { internet: true, hosts: [] },
  });
});

test("what the server says of a field stands at the field", () => {
  expect(placeOf("arguments.type")).toBe("scripts.0.arguments");
  expect(placeOf("scripts.0.source")).toBe("scripts.1.source");
  expect(placeOf("target.kind")).toBe("targetKind");
  expect(placeOf("limits.cpu")).toBe("limits.cpu");
  expect(placeOf("base")).toBeNull();
});
