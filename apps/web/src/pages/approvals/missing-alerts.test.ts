import { expect, test } from "vitest";
import { missingAlerts } from "./missing-alerts.ts";

const concerned = [
  { target: "alert:AL-NOPE", kind: "alert", id: "AL-NOPE", alert: null },
  { target: "alert:AL-1", kind: "alert", id: "AL-1", alert: { uuid: "u", shortId: "AL-1", title: "Travel" } },
  { target: "mail:jane@example.com", kind: "mail", id: "jane@example.com", alert: null },
];

test("an alert that does not exist is named, for the call that touches it only", () => {
  const all = concerned.map(({ target }) => target);
  expect(missingAlerts(all, concerned)).toEqual([{ id: "AL-NOPE", words: "There is no alert AL-NOPE" }]);
  expect(missingAlerts(["alert:AL-1"], concerned)).toEqual([]);
});
