import { expect, test } from "vitest";
import { SENTENCES } from "./audit-sentences.ts";
import { actionLabel, placeOf, tell } from "./audit-words.ts";

const NOTHING = { playbook: null, run: null, step: null };
const CONTAIN = { ...NOTHING, playbook: { id: "pb_1", name: "Contain" } };

function words(entry: Partial<Parameters<typeof tell>[0]> & { readonly action: string }): string {
  const { before, thing, after } = tell({ target: "playbook:pb_1", details: {}, about: CONTAIN, ...entry });
  return `${before}${thing}${after}`;
}

// The table has every kind of entry that the API can write, or it does not compile.
test.each(Object.keys(SENTENCES))("%s is told in a sentence, without the machine's word for it", (action) => {
  const sentence = words({ action, target: "run:run_1", about: { ...CONTAIN, run: "run_1" } });
  expect(sentence).toMatch(/^[a-z]/);
  expect(sentence).not.toMatch(/undefined|null|\{\}|[a-z]\.[a-z]|run_1|pb_1/i);
  expect(actionLabel(action)).toMatch(/^[A-Z][^.]+$/);
});

test.each([
  [{ action: "playbooks.setEnabled", details: { enabled: true } }, "switched the playbook Contain on"],
  [
    { action: "playbooks.publish", details: { version: 3, planHash: "577405d3" } },
    "published version 3 of the playbook Contain",
  ],
  [
    { action: "connectors.save", target: "connector:con_1", details: { name: "chat" } },
    "saved the connector chat",
  ],
  [
    {
      action: "connectors.test",
      target: "connector:con_1",
      details: { name: "chat", outcome: "fails", why: "The key was refused." },
    },
    "tested the connector chat: it does not work. The key was refused.",
  ],
  [
    { action: "connectors.test", target: "connector:con_1", details: { name: "chat", outcome: "works" } },
    "tested the connector chat: it works",
  ],
  [
    { action: "runs.start", target: "run:run_1", details: { simulate: true } },
    "started a run of Contain, simulated",
  ],
  [
    {
      action: "approvals.decide",
      target: "approval:apr_1",
      details: { decision: "approve", comment: "go" },
      about: { ...CONTAIN, run: "run_1", step: "Block it?" },
    },
    "approved Block it? in a run of Contain: “go”",
  ],
  [
    {
      action: "approvals.decide",
      target: "approval:apr_1",
      details: { decision: "reject", refused: "It was decided before." },
    },
    "wanted to reject a question in a run of Contain and was refused: It was decided before.",
  ],
  [
    {
      action: "runs.resolve",
      target: "run:run_1",
      details: { outcome: "rerun" },
      about: { ...CONTAIN, step: "Note" },
    },
    "had Note in a run of Contain called again",
  ],
  [
    { action: "me.signInRefused", target: "user:usr_1", about: NOTHING },
    "was refused at sign-in: the password was wrong",
  ],
  [
    {
      action: "me.signInRefused",
      target: "user:usr_1",
      details: { why: "too_many_tries" },
      about: NOTHING,
    },
    "was refused at sign-in: too many were tried, and for a quarter of an hour none is looked at",
  ],
  [{ action: "me.signIn", target: "user:usr_1", about: NOTHING }, "signed in"],
  [{ action: "gone.away", target: "thing:7", about: NOTHING }, "gone.away the thing 7"],
])("%j", (entry, sentence) => {
  expect(words(entry)).toBe(sentence);
});

test("what has a page is linked to it", () => {
  const at = (target: string, about = NOTHING) => placeOf({ target, about });
  expect(at("playbook:pb_1")).toBe("/playbooks/pb_1");
  expect(placeOf({ target: "trigger:trg_1", about: CONTAIN })).toBe("/playbooks/pb_1");
  expect(at("run:run_1")).toBe("/runs/run_1");
  expect(at("alert:a/../b")).toBe("/alerts/a%2F..%2Fb");
  expect(at("trigger:trg_1")).toBeNull();
  expect(at("token:tok_1")).toBeNull();
  expect(at("inbox")).toBeNull();
});
