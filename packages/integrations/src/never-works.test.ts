import { compile } from "@riposte/plan";
import { expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";
import { alertStatuses } from "./riposte/alert-status.ts";

const { actions, triggers } = catalogue();

/** What publishing says of one step that is called with this. */
function diagnose(action: string, args: Record<string, string>) {
  const nodes = [
    { id: "t", kind: "trigger", name: "hand", trigger: "manual" },
    { id: "a", kind: "action", name: "a", action, arguments: args },
  ];
  const graph = { nodes, edges: [{ from: "t", to: "a" }] };
  const { diagnostics } = compile(graph, {
    name: "x",
    catalogue: { actions, triggers, connectors: new Map() },
  });
  return diagnostics.map(({ severity, field, message }) => `${severity} ${field}: ${message}`);
}

const setStatus = (action_uuid: string) =>
  diagnose("riposte.update_alert_status", { uuid: "AL-1", action_uuid });

test("a status that there is not is refused before it is published", () => {
  expect(setStatus("not-a-status")).toEqual([
    'error arguments.action_uuid: The argument "action_uuid" of "Update alert status" must be Pending, Acknowledged, ' +
      "Ongoing, Rejected, Closed, or the uuid of one of these.",
  ]);
  for (const known of [...Object.entries(alertStatuses).flat(), "{{ trigger.status }}"]) {
    expect(setStatus(known)).toEqual([]);
  }
});

test.each(["riposte.send_webhook", "riposte.http_request"])("%s speaks https and http alone", (action) => {
  for (const url of [
    "file:///etc/passwd",
    "ftp://a.example",
    "a.example/x",
    "https://",
    "https://me:pw@a.example/",
  ]) {
    expect(diagnose(action, { url })).toEqual([
      expect.stringMatching(
        /^error arguments\.url: .* must be a complete address that begins with https:\/\//,
      ),
    ]);
  }
  const fine = [
    "https://a.example",
    "HTTP://a.example:8080/@x?y#z",
    "http://[::1]/",
    "{{ trigger.url }}",
    " https://a.example\n",
  ];
  for (const url of fine) expect(diagnose(action, { url })).toEqual([]);
});
