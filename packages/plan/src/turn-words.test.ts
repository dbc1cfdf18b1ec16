import { expect, test } from "vitest";
import type { TurnWait } from "./turn-words.ts";
import { limitWords, turnWords } from "./turn-words.ts";

const FULL: TurnWait = {
  kind: "playbook",
  target: "pb_1",
  why: "at_once",
  most: 3,
  seconds: null,
  before: 17,
  freeAt: null,
};

test("what waits for its turn says for what, and how many come first", () => {
  expect(turnWords(FULL)).toBe("3 of at most 3 runs of this playbook are under way; 17 before it.");
  expect(turnWords({ ...FULL, kind: "action", target: "mail.send", most: 1, before: 0 })).toBe(
    "1 of at most 1 call of mail.send is under way.",
  );
  const rate = { ...FULL, why: "rate", kind: "connector", target: "VirusTotal", most: 4 } as const;
  expect(turnWords({ ...rate, seconds: 60, before: null })).toBe(
    "4 of at most 4 calls through the connector VirusTotal in a minute have begun.",
  );
  expect(turnWords({ ...rate, seconds: 90, before: 1 })).toBe(
    "4 of at most 4 calls through the connector VirusTotal in 90 seconds have begun; 1 before it.",
  );
  const far = { ...FULL, kind: "connector", target: "siem", group: "dmz", before: null } as const;
  expect(turnWords({ ...far, why: "no_runner", most: 0 })).toBe(
    "no runner of the group dmz, which the connector siem is for, is there.",
  );
  const named = { ...far, kind: "group", target: "dmz", why: "no_runner", most: 0 } as const;
  expect(turnWords(named)).toBe("no runner of the group dmz, which the step is for, is there.");
  expect(turnWords({ ...far, why: "draining", most: 0 })).toBe(
    "the runners of the group dmz are drained and take nothing new.",
  );
  expect(turnWords({ ...far, why: "runners_busy", most: 2 })).toBe(
    "2 of at most 2 scripts are under way at the runners of the group dmz.",
  );
  expect(turnWords({ ...FULL, kind: "key", target: "run_a", before: 0 })).toBe(
    "one run at a time with this key, and run_a comes first.",
  );
});

test("a limit in words", () => {
  expect(limitWords({ atOnce: 3, rate: { count: 100, seconds: 3_600 } })).toBe(
    "at most 3 at once, at most 100 in an hour",
  );
  expect(limitWords({ atOnce: null, rate: null })).toBe("no limit");
});
