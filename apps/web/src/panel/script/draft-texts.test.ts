import { expect, test } from "vitest";
import { textsOfDraft } from "./draft-texts.ts";
import { NEW_PART, NEW_SCRIPT } from "./script-draft.ts";
import { changesOfTexts } from "./text-changes.ts";

const base = { ...NEW_SCRIPT, base: 1, name: "judge", scripts: [{ ...NEW_PART, source: "a\nb\n" }] };

test("what was typed is told against what it was made upon", () => {
  const mine = { ...base, timeoutSeconds: 90, scripts: [{ ...NEW_PART, source: "a\nB\n" }] };
  const changes = changesOfTexts(textsOfDraft(base), textsOfDraft(mine));
  expect(changes.map(({ name }) => name)).toEqual(["The action", "judge.py"]);
  expect(changes[1]?.lines.slice(1)).toEqual([
    { sign: " ", text: "a" },
    { sign: "-", text: "b" },
    { sign: "+", text: "B" },
  ]);
});

test("another base alone is no change", () => {
  expect(changesOfTexts(textsOfDraft(base), textsOfDraft({ ...base, base: 2 }))).toEqual([]);
});
