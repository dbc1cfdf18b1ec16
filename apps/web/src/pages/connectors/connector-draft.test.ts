import { expect, test } from "vitest";
import { draftOf, emptyDraft, faultsOf, inputOf } from "./connector-draft.ts";
import { fieldsOf } from "./schema-fields.ts";

const settings = fieldsOf({
  properties: { host: { type: "string" }, port: { type: "integer", default: 443 } },
  required: ["host"],
});
const secrets = fieldsOf({ properties: { key: { type: "string" } }, required: ["key"] });
const known = {
  name: "vault",
  type: "vault",
  settings: { host: "v", port: 8200 },
  secretNames: ["key", "old"],
  runnerGroup: "dmz",
};

test("what is left as it is changes nothing, and no secret is sent", () => {
  expect(inputOf(draftOf(known), settings)).toEqual({
    name: "vault",
    type: "vault",
    settings: { host: "v", port: 8200 },
    secrets: {},
    runnerGroup: "dmz",
  });
});

test("secrets are replaced and taken away by name", () => {
  const draft = {
    ...draftOf(known),
    secrets: {
      key: { kind: "typed", value: "new" },
      old: { kind: "removed" },
      empty: { kind: "typed", value: "" },
    },
  } as const;
  expect(inputOf(draft, settings).secrets).toEqual({ key: "new", old: null });
});

test("settings of a type of one's own are JSON, or words", () => {
  const draft = {
    ...emptyDraft("mine"),
    name: " m ",
    settings: { n: "3", flag: "true", word: "a b", none: "" },
  };
  expect(inputOf(draft, [])).toMatchObject({ name: "m", settings: { n: 3, flag: true, word: "a b" } });
});

test("what is missing is named where it is missing", () => {
  expect(faultsOf(emptyDraft("vault"), { settings, secrets, set: [] })).toEqual({
    name: "A connector needs a name: steps choose it by that.",
    "settings.host": "Host is needed.",
    "secrets.key": "Key is needed.",
  });
  expect(faultsOf(draftOf(known), { settings, secrets, set: ["key"] })).toEqual({});
});

test("a secret that is to be replaced is not saved without the new one", () => {
  const optional = secrets.map((field) => ({ ...field, required: false }));
  const draft = { ...draftOf(known), secrets: { key: { kind: "typed", value: "" } as const } };
  expect(faultsOf(draft, { settings, secrets: optional, set: ["key"] })).toEqual({
    "secrets.key": "Type the new Key, or keep the one that is set.",
  });
  expect(faultsOf(draft, { settings, secrets: optional, set: [] })).toEqual({});
});
