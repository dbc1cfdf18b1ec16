import { treeOf } from "@riposte/plan";
import type { ActionEntry } from "@riposte/plan";
import type { Data, DataMap } from "@riposte/template";
import { dictAt, textAt } from "../json/members.ts";
import { withoutCredentials } from "../secrets.ts";
import { COUNTERPARTS } from "./actions.ts";
import type { Counterpart } from "./actions.ts";
import { MODULES } from "./modules.ts";
import type { SekoiaNode } from "./playbook.ts";
import type { Reading } from "./reading.ts";

/** A step that calls what the action is here: built in, of a module that is there, or missing. */
export function addAction(reading: Reading, node: SekoiaNode): void {
  const { members } = node;
  const uuid = textAt(members, "action_uuid") ?? "";
  const known = Object.hasOwn(COUNTERPARTS, uuid) ? COUNTERPARTS[uuid] : undefined;
  const given = takenArguments(reading, node, known);
  if (known?.action === "wait") return addWait(reading, node, given);

  const entry = reading.actionByUuid(uuid);
  const action = known?.action ?? entry?.key ?? missingAction(uuid);
  const branches = node.ways.map(({ branch }) => branch).filter((branch) => branch !== "");
  const named = branches.some((branch) => branch !== "default") ? { branches } : {};
  reading.add(node, "action", {
    action,
    arguments: treeOf(
      reading.meaning.translate(given, { node, path: [...members.path, "arguments"], field: "arguments" }),
    ),
    ...named,
  });
  sayAction(reading, node, { action, uuid, isKnown: known !== undefined || entry !== undefined });
  sayConnector(reading, node, reading.catalogue.actions.get(action));
}

/** As the compiler names what is not there, until somebody chooses. */
function missingAction(uuid: string): string {
  return `sekoia.${uuid === "" ? "unknown" : uuid}`;
}

function addWait(reading: Reading, node: SekoiaNode, given: DataMap): void {
  const path = [...node.members.path, "arguments", "duration"];
  const seconds = reading.meaning.translate(given.get("duration") ?? 60n, { node, path, field: "seconds" });
  reading.add(node, "wait", { seconds: treeOf(seconds) });
  reading.say("step_mapped", "same", node, `${node.name} is a Wait here: it holds nothing while it waits.`);
}

function takenArguments(reading: Reading, node: SekoiaNode, known: Counterpart | undefined): DataMap {
  const { data, dropped } = withoutCredentials(dictAt(node.members, "arguments"));
  for (const place of dropped) {
    const message = `${node.name}: ${place.join(".")} looks like a secret and was left out. Keep it in a connector, and choose that for the step.`;
    reading.say("credentials_dropped", "missing", node, message, {
      path: ["arguments", ...place],
      field: "arguments",
    });
  }
  const given = data as DataMap;
  const renamed = known?.argumentsOf?.(given) ?? given;
  return new Map([...renamed].filter(([key, value]) => !isWithout(reading, node, known, [key, value])));
}

function isWithout(
  reading: Reading,
  node: SekoiaNode,
  known: Counterpart | undefined,
  [key, value]: readonly [string, Data],
): boolean {
  const instead =
    known?.without !== undefined && Object.hasOwn(known.without, key) ? known.without[key] : undefined;
  if (instead === undefined) return false;
  const message = `${node.name}: ${key} does not exist here; it was ${shown(value)}.${instead === "" ? "" : ` ${instead}`}`;
  reading.say("argument_dropped", "changed", node, message, { path: ["arguments", key], field: "arguments" });
  return true;
}

function shown(value: Data): string {
  return typeof value === "object" && value !== null ? "a structure" : String(value).slice(0, 60);
}

function sayAction(
  reading: Reading,
  node: SekoiaNode,
  { action, uuid, isKnown }: { readonly action: string; readonly uuid: string; readonly isKnown: boolean },
): void {
  if (isKnown) {
    const name = reading.catalogue.actions.get(action)?.name ?? action;
    return reading.say("action_mapped", "same", node, `${node.name} is ${name} here.`, {
      path: ["action_uuid"],
    });
  }
  const moduleUuid = textAt(node.members, "module_uuid") ?? "";
  const module = Object.hasOwn(MODULES, moduleUuid) ? (MODULES[moduleUuid] ?? null) : null;
  const from = module === null ? "a module that is not here" : `the module ${module}, which is not here`;
  const message = `${node.name} calls an action of ${from}. Add the module, or choose another action.`;
  reading.say("action_missing", "missing", node, message, {
    path: ["action_uuid"],
    field: "action",
    left: action,
    wants: { kind: "action", uuid, module },
  });
}

/** Accounts of theirs stay there. */
function sayConnector(reading: Reading, node: SekoiaNode, entry: ActionEntry | undefined): void {
  if (entry === undefined || entry.connector === null || !entry.connectorRequired) return;
  const message = `${node.name} needs a connector of the type ${entry.connector}; the account it had is not taken over.`;
  reading.say("connector_missing", "missing", node, message, {
    path: ["module_configuration_uuid"],
    field: "connector",
    left: null,
    wants: { kind: "connector", type: entry.connector },
  });
}
