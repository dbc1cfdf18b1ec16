import { catalogue } from "@riposte/integrations";
import type { ActionEntry } from "@riposte/plan";
import { expect, test } from "vitest";
import { concerns, concernsSoFar, meaningOf } from "./concerns.ts";

const builtIn = (action: string) => ({ action, entry: catalogue().actions.get(action) });
const email = builtIn("riposte.send_email");
const comment = builtIn("riposte.comment_alert");

test("what a call touches is told although other arguments are not known yet", () => {
  const to = { name: "to", json: '["soc@example.com"]', open: [] };
  const text = { name: "text", json: '"{{ steps.later }}"', open: ["{{ steps.later }}"] };
  const subject = { name: "subject", json: '"Sign-in"', open: [] };
  expect(concernsSoFar(email, [to, subject, text])).toEqual(["mail:soc@example.com"]);
  const cc = { name: "cc", json: '["{{ steps.later }}"]', open: ["{{ steps.later }}"] };
  expect(concernsSoFar(email, [to, subject, text, cc])).toEqual(["mail:soc@example.com"]);
  const uuid = { name: "uuid", json: '"{{ steps.later }}"', open: ["{{ steps.later }}"] };
  expect(concernsSoFar(comment, [uuid])).toEqual([]);
});

test("the uuid of a status is called by its name", () => {
  const entry = catalogue().actions.get("riposte.update_alert_status");
  const ongoing = '"1f2f88d5-ff5b-48bf-bbbc-00c2fff82d9f"';
  expect(meaningOf(entry, "action_uuid", ongoing)).toBe("Ongoing");
  expect(meaningOf(entry, "action_uuid", '"Ongoing"')).toBeNull();
  expect(meaningOf(entry, "uuid", ongoing)).toBeNull();
  expect(meaningOf(entry, "action_uuid", '"toString"')).toBeNull();
});

test("an uploaded action touches what it says it targets", () => {
  const entry = {
    ...catalogue().actions.get("riposte.get_alert"),
    target: { kind: "host", argument: "devices" },
  };
  const isolate = { action: "script.isolate", entry: entry as ActionEntry };
  expect(concerns(isolate, '{"devices": ["pc-1", "pc-2", null], "why": "x"}')).toEqual([
    "host:pc-1",
    "host:pc-2",
  ]);
  expect(concerns(isolate, '{"devices": "pc-1"}')).toEqual(["host:pc-1"]);
  expect(concerns(isolate, '{"why": "x"}')).toEqual([]);
  const open = { name: "devices", json: '"{{ steps.later }}"', open: ["{{ steps.later }}"] };
  expect(concernsSoFar(isolate, [open])).toEqual([]);
  expect(concernsSoFar(isolate, [{ ...open, json: '"pc-1"', open: [] }])).toEqual(["host:pc-1"]);
});
