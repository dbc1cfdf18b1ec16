import { equal } from "@riposte/draft";
import type { DraftNode } from "@riposte/draft";
import { dataOf } from "@riposte/plan";
import type { JsonObject, JsonValue } from "@riposte/plan";
import { encodeData } from "@riposte/template";
import type { Data, DataMap } from "@riposte/template";
import { actionFields } from "./action-fields.ts";
import { AGENT_ID, cacaoId } from "./ids.ts";
import { foreignStep } from "./kept.ts";
import type { StepBody } from "./step-bodies.ts";
import type { Workflow } from "./workflow.ts";

type Members = StepBody["pointers"];

/** Whatever is done by one command: of their file as it was, a request, a person, or a step that only we know. */
export function actionBody(node: DraftNode, workflow: Workflow): StepBody {
  const kept = foreignStep(node);
  const isSame = kept.get("type") === "action" && isUnchanged(node, kept, workflow);
  const fields: Members = isSame
    ? []
    : [
        ["commands", [commandOf(node)]],
        ["agent", kept.get("agent") ?? AGENT_ID],
      ];
  return { type: "action", fields, pointers: pointersOf(node, workflow) };
}

/** What the import would make of the kept step is what the node still says. */
function isUnchanged(node: DraftNode, kept: DataMap, { variables, playbook }: Workflow): boolean {
  const { kind, fields } = actionFields(kept, { variables, playbook });
  if (kind !== node.kind) return false;
  // The note of a command that does not run here says it for people: it may be written over.
  return Object.entries(fields).every(([key, value]) => key === "note" || equal(node[key], value));
}

function commandOf(node: DraftNode): DataMap {
  return requestOf(node) ?? manualOf(node) ?? ownOf(node);
}

/** A request that nothing but CACAO's fields say. */
function requestOf(node: DraftNode): DataMap | null {
  const { action, arguments: given } = node;
  if (
    node.kind !== "action" ||
    action !== "riposte.http_request" ||
    !saysNoMore(node, ["action", "arguments"])
  )
    return null;
  const {
    url,
    method = "GET",
    headers = {},
    data,
    ...rest
  } = (given ?? {}) as Readonly<Record<string, JsonValue>>;
  if (Object.keys(rest).length > 0 || typeof url !== "string" || typeof method !== "string" || /\s/.test(url))
    return null;
  if (data !== undefined && typeof data !== "string") return null;
  const fields = Object.entries(Object(headers) as JsonObject);
  const lists = fields.flatMap(([name, value]): [string, Data][] =>
    typeof value === "string" ? [[name, [value]]] : [],
  );
  if (lists.length < fields.length) return null;
  return new Map<string, Data>([
    ["type", "http-api"],
    ["command", `${method} ${url} HTTP/1.1`],
    ...(lists.length === 0 ? [] : [["headers", new Map(lists)] as const]),
    ...(data === undefined || data === "" ? [] : [["content", data] as const]),
  ]);
}

function manualOf(node: DraftNode): DataMap | null {
  const { message } = node;
  if (node.kind !== "approval" || typeof message !== "string" || message === "") return null;
  if (!equal(node["approvers"], ["role:analyst"]) || !saysNoMore(node, ["approvers", "message"])) return null;
  return new Map<string, Data>([
    ["type", "manual"],
    ["command", message],
  ]);
}

/** Nothing that a command of CACAO would lose: retries, connectors, who is asked. A failure's own way has a form there. */
function saysNoMore(node: DraftNode, said: readonly string[]): boolean {
  const around = ["id", "kind", "name", "label", "note", "position", "parent", "foreign", ...said];
  return Object.keys(node).every(
    (key) => around.includes(key) || (key === "onFailure" && node[key] === "branch"),
  );
}

/** A type of our own, as CACAO allows them: everything of the step, as JSON. */
function ownOf({
  id: _id,
  name: _name,
  label: _label,
  position: _at,
  parent: _in,
  foreign: _of,
  ...fields
}: DraftNode): DataMap {
  return new Map<string, Data>([
    ["type", "riposte"],
    ["command", encodeData(dataOf(fields))],
  ]);
}

/** Further ways out than CACAO knows go through a switch. */
function pointersOf(node: DraftNode, workflow: Workflow): Members {
  const plain = node.kind === "approval" ? "approved" : "default";
  const isBranch = node["onFailure"] === "branch";
  const failed = node.kind === "approval" ? "rejected" : "on_failure";
  const hasFailed = workflow.portsOf(node).includes(failed) && (node.kind === "approval" || isBranch);
  const further = workflow.portsOf(node).filter((port) => port !== plain && !(port === failed && hasFailed));
  const next =
    further.length === 0 ? workflow.next(node, plain) : switchOf(node, workflow, [plain, ...further]);
  if (!hasFailed && !isBranch) return [["on_completion", next]];
  return [
    ["on_success", next],
    ["on_failure", workflow.next(node, failed)],
  ];
}

function switchOf(node: DraftNode, workflow: Workflow, ports: readonly string[]): string {
  const [plain = "", ...further] = ports;
  const cases = further.map((port): [string, Data] => [
    port.replaceAll(/[^a-zA-Z0-9_-]+/g, "_"),
    workflow.next(node, port),
  ]);
  return workflow.add(
    cacaoId("switch-condition", `${node.id}/ways`, "riposte"),
    new Map<string, Data>([
      ["type", "switch-condition"],
      ["switch", `the way out of ${node.name}`],
      ["cases", new Map<string, Data>([...cases, ["default", workflow.next(node, plain)]])],
    ]),
  );
}
