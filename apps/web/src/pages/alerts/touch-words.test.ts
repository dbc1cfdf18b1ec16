import { expect, test } from "vitest";
import { touchWords } from "./touch-words.ts";

const comment = { did: "comment" } as const;
const status = { did: "status" } as const;

test.each([
  [[], true, "Its event names the alert"],
  [[comment], true, "Commented"],
  [[status, comment, comment], false, "Changed the status, commented twice"],
  [[comment, comment, comment], false, "Commented 3 times"],
])("%j, named %j: %s", (did, named, words) => {
  expect(touchWords(did, named)).toBe(words);
});
