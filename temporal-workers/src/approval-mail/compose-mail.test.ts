import type { ApprovalRequest } from "@riposte/plan";
import { expect, test } from "vitest";
import { composeMail } from "./compose-mail.ts";

const request: ApprovalRequest = {
  approvers: ["role:analyst"],
  message: "Block host WS-12?",
  expiresAt: Date.UTC(2026, 10, 21, 12),
  stepLabel: "Block\r\nBcc: all@example.com",
  call: {
    action: "edr.block_host",
    version: 1,
    effect: "write",
    idempotent: false,
    execution: "long",
    onLost: "ask",
    connector: "EDR",
    script: null,
    timeoutMs: 1,
    arguments: { kind: "inline", json: '{"host":"WS-12","note":"hush"}' },
  },
};
const asking = {
  approvalId: "apr_1",
  runId: "run_1",
  playbook: "Contain",
  request,
  iteration: null,
  simulate: false,
  to: ["jane@example.com"],
  publicUrl: "https://riposte.example.com/",
};

test("context and a link, on lines of our own, without arguments", () => {
  const mail = composeMail(asking);
  expect(mail.subject).toBe("Decision needed: Block Bcc: all@example.com (Contain)");
  expect(mail.text).toBe(
    [
      "Block host WS-12?",
      "",
      "Playbook: Contain",
      "Step: Block Bcc: all@example.com",
      "It would call: edr.block_host",
      "Run: run_1",
      "Decide before: 2026-11-21 12:00 UTC",
      "",
      "See what exactly would be done, and approve or reject it:",
      "https://riposte.example.com/approvals/apr_1",
    ].join("\n"),
  );
  expect(JSON.stringify(mail)).not.toContain("hush");
});

test("without a message and without an address of our own it still says what to do", () => {
  const bare = { ...request, message: " ", expiresAt: null, call: null, stepLabel: "Go on?" };
  const { text } = composeMail({ ...asking, request: bare, publicUrl: null });
  expect(text).toContain('"Go on?" waits for your decision.');
  expect(text).toContain("under Approvals");
  expect(text).not.toContain("http");
});

test("a moment that is not a whole minute is told to the second", () => {
  const expiresAt = Date.UTC(2026, 10, 21, 4, 46, 39);
  const { text } = composeMail({ ...asking, request: { ...request, expiresAt } });
  expect(text).toContain("Decide before: 2026-11-21 04:46:39 UTC");
});

test("those of a loop are told apart by their iteration, in the subject and in the text", () => {
  const iteration = "For each\nhost 4, For each port 1";
  const { subject, text } = composeMail({ ...asking, iteration });
  expect(subject).toBe(
    "Decision needed: Block Bcc: all@example.com, For each host 4, For each port 1 (Contain)",
  );
  expect(text).toContain(
    "Step: Block Bcc: all@example.com\nIteration: For each host 4, For each port 1\nIt would call",
  );
  expect(composeMail(asking).text).not.toContain("Iteration");
});

test("that the run is simulated is said first, in the subject and in the text", () => {
  const { subject, text } = composeMail({ ...asking, simulate: true });
  expect(subject).toBe("Simulated: decision needed: Block Bcc: all@example.com (Contain)");
  expect(text).toMatch(/^This run is simulated: .*\n\nBlock host WS-12\?\n/);
  expect(composeMail(asking).subject).not.toContain("imulated");
  expect(composeMail(asking).text).not.toContain("imulated");
});

test("where the message is cut, it says so", () => {
  const { text } = composeMail({ ...asking, request: { ...request, message: "x".repeat(5_000) } });
  expect(text).toContain(`${"x".repeat(4_000)}\n(the first 4,000 of 5,000 characters)\n`);
});
