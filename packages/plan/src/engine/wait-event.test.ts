import { expect, test } from "vitest";
import { pendingDeadline } from "./host.ts";
import { planOf, START, TestRun, valueOf } from "./test-run.ts";
import { toPayload } from "../payload.ts";

const WAIT = {
  id: "w",
  kind: "wait_event",
  source: "webhook:Tickets",
  key: "{{ trigger.id }}",
  eventKey: "event.ticket",
  timeoutAfter: "{{ trigger.minutes * 60 }}",
};
const JOINS = [
  { id: "yes", kind: "join" },
  { id: "no", kind: "join" },
];
const plan = planOf([WAIT, ...JOINS], ["t w", "w yes", "w:timed_out no"]);

const EVENT = new Map([["ticket", "7"]]);
const arrived = (attempt = 1) =>
  ({
    kind: "event_arrived",
    step: "w",
    attempt,
    event: toPayload(EVENT),
    origin: "the event of run_x",
  }) as const;

test("it asks with its key as text, says what it waits for, and ends once", () => {
  const run = new TestRun(plan, { id: 7, minutes: 2 });
  expect(run.last("await_event")).toEqual({
    kind: "await_event",
    step: "w",
    scope: "",
    attempt: 1,
    request: {
      source: { id: "playbook:pb_tickets", name: "Tickets" },
      key: "7",
      eventKey: "event.ticket",
      condition: null,
      timeoutMs: 120_000,
      lookBackMs: 0,
    },
  });
  const until = START + 1_000 + 120_000;
  expect(run.record("w")).toMatchObject({
    state: "waiting",
    note: `Waits for an event from Tickets whose event.ticket is "7", until ${new Date(until).toISOString()}.`,
  });
  expect(pendingDeadline(run.state)).toBe(until);
  expect(run.feed(arrived(2)), "another attempt's").toEqual([]);
  run.feed(arrived());
  expect(run.record("w")).toMatchObject({ state: "done", note: "Ended by the event of run_x." });
  expect(valueOf(run.record("w")?.output)).toEqual({ ticket: "7" });
  expect([run.record("yes")?.state, run.record("no")?.state]).toEqual(["done", "skipped"]);
  expect(run.feed({ kind: "event_missed", step: "w", attempt: 1 })).toEqual([]);
});

test("no event in time: timed_out, with nothing as output", () => {
  const run = new TestRun(plan, { id: 7, minutes: 2 });
  run.feed({ kind: "event_missed", step: "w", attempt: 1 });
  expect(run.record("w")).toMatchObject({ state: "done", port: "timed_out" });
  expect(valueOf(run.record("w")?.output)).toBeNull();
  expect(run.record("no")?.state).toBe("done");
  expect(run.feed(arrived())).toEqual([]);
});

test("a cancelled run withdraws its wait", () => {
  const run = new TestRun(plan, { id: 7, minutes: 2 });
  run.feed({ kind: "cancel_requested", by: "ann", reason: "" });
  expect(run.last("close_wait")).toEqual({ kind: "close_wait", step: "w", scope: "", attempt: 1 });
  expect(run.record("w")?.state).toBe("cancelled");
  expect(run.last("finish")?.record.state).toBe("cancelled");
});

test.each([
  [{ id: null, minutes: 1 }, "key"],
  [{ id: "", minutes: 1 }, "key"],
  [{ id: [1], minutes: 1 }, "key"],
  [{ id: "x".repeat(501), minutes: 1 }, "key"],
  [{ id: 1, minutes: -1 }, "timeoutAfter"],
  [{ id: 1, minutes: 6 * 366 * 1440 }, "timeoutAfter"],
])("%j cannot be waited with", (event, field) => {
  const run = new TestRun(plan, event);
  expect(run.record("w")).toMatchObject({ state: "failed", failure: { code: "bad_arguments", field } });
});
