import { expect, test } from "vitest";
import { SHORTCUTS, shortcutOf } from "./shortcuts.ts";

/** The key as a browser tells of it. */
function pressed(chord: string) {
  const parts = chord === "+" ? ["+"] : chord.split("+");
  const key = parts.at(-1) ?? "";
  return {
    key: key === "Space" ? " " : key,
    ctrlKey: parts.includes("Mod"),
    metaKey: false,
    altKey: parts.includes("Alt"),
    shiftKey: parts.includes("Shift"),
  };
}

test("every key on the sheet does what stands beside it", () => {
  for (const shortcut of SHORTCUTS.filter(({ where }) => where !== "browser")) {
    for (const chord of shortcut.chords) expect(shortcutOf(pressed(chord)), chord).toBe(shortcut);
  }
});

test("what the browser acts on is left to it", () => {
  for (const { chords } of SHORTCUTS.filter(({ where }) => where === "browser")) {
    for (const chord of chords) expect(shortcutOf(pressed(chord)), chord).toBeNull();
  }
});

test("no key and no words stand there twice", () => {
  const chords = SHORTCUTS.flatMap((shortcut) => shortcut.chords);
  expect(new Set(chords).size).toBe(chords.length);
  expect(new Set(SHORTCUTS.map(({ does }) => does)).size).toBe(SHORTCUTS.length);
});
