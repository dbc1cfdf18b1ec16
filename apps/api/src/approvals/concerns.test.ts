import { catalogue } from "@riposte/integrations";
import { expect, test } from "vitest";
import { concernsSoFar, meaningOf } from "./concerns.ts";

test("what a call touches is told although other arguments are not known yet", () => {
  const to = { name: "to", json: '["soc@example.com"]', open: [] };
  const text = { name: "text", json: '"{{ steps.later }}"', open: ["{{ steps.later }}"] };
  const subject = { name: "subject", json: '"Sign-in"', open: [] };
  expect(concernsSoFar("riposte.send_email", [to, subject, text])).toEqual(["mail:soc@example.com"]);
  const cc = { name: "cc", json: '["{{ steps.later }}"]', open: ["{{ steps.later }}"] };
  expect(concernsSoFar("riposte.send_email", [to, subject, text, cc])).toEqual(["mail:soc@example.com"]);
  const uuid = { name: "uuid", json: '"{{ steps.later }}"', open: ["{{ steps.later }}"] };
  expect(concernsSoFar("riposte.comment_alert", [uuid])).toEqual([]);
});

test("the uuid of a status is called by its name", () => {
  const entry = catalogue().actions.get("riposte.update_alert_status");
  const ongoing = '"1f2f88d5-ff5b-48bf-bbbc-00c2fff82d9f"';
  expect(meaningOf(entry, "action_uuid", ongoing)).toBe("Ongoing");
  expect(meaningOf(entry, "action_uuid", '"Ongoing"')).toBeNull();
  expect(meaningOf(entry, "uuid", ongoing)).toBeNull();
  expect(meaningOf(entry, "action_uuid", '"toString"')).toBeNull();
});
