import { dictAt, textAt } from "../json/members.ts";
import type { SekoiaNode } from "./playbook.ts";
import type { Reading } from "./reading.ts";
import { MANUAL, TRIGGERS } from "./triggers.ts";

/** By hand is by hand; what fires there by itself comes by a webhook here. */
export function addTrigger(reading: Reading, node: SekoiaNode): void {
  const uuid = textAt(node.members, "trigger_uuid") ?? "";
  if (uuid === MANUAL) {
    reading.add(node, "trigger", { trigger: "manual", config: {} });
    const message = `${node.name}: somebody starts it, and gives {"alert_uuid": "…"} as the event.`;
    return reading.say("trigger_mapped", "same", node, message, { path: ["trigger_uuid"] });
  }
  const known = Object.hasOwn(TRIGGERS, uuid) ? TRIGGERS[uuid] : undefined;
  reading.add(node, "trigger", { trigger: "webhook", config: { auth: { mode: "secret_header" } } });
  const what =
    known === undefined
      ? "is a trigger that is not known here"
      : `is the trigger ${known}, which fires there`;
  const message = `${node.name} ${what}: a webhook stands in its place, and templates read its body. Let the other side post the event to its address, or choose another trigger.`;
  const settings = [...dictAt(node.members, "arguments").keys()];
  if (settings.length > 0) {
    const dropped = `${node.name}: ${settings.join(", ")} chose there what fires it. Put a Condition behind the trigger that asks the same.`;
    reading.say("argument_dropped", "changed", node, dropped, { path: ["arguments"] });
  }
  reading.say("trigger_replaced", "changed", node, message, {
    path: ["trigger_uuid"],
    field: "trigger",
    left: "webhook",
  });
}
