import { harmlessText } from "@riposte/plan/harmless-text";
import type { DraftNode } from "@riposte/draft";
import type { ActionEntry, PlaybookEntry, TriggerEntry } from "@riposte/plan";
import { actorWords } from "@riposte/plan/actor-words";

export interface Known {
  readonly actions: ReadonlyMap<string, ActionEntry>;
  readonly triggers: ReadonlyMap<string, TriggerEntry>;
  readonly playbooks?: ReadonlyMap<string, PlaybookEntry>;
}

/** Arguments that say most about what a step will do, the best first. */
const TELLING = [
  "content",
  "text",
  "message",
  "subject",
  "url",
  "query",
  "uuid",
  "host",
  "address",
  "name",
  "to",
];

const LONGEST = 160;

/** What a step will do, in one line of plain words: `Comment alert: Blocked by playbook`. */
export function plainLine(node: DraftNode, known: Known): string {
  const line = lines[node.kind](node, known).replaceAll(/\s+/g, " ").trim();
  return harmlessText(line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line);
}

/** Nothing is known before the server has told: some always exist. */
function unknown(what: string, key: string, known: ReadonlyMap<string, unknown>): string {
  return known.size === 0 ? "" : `Unknown ${what} ${key}`;
}

type Line = (node: DraftNode, known: Known) => string;

const lines: Readonly<Record<DraftNode["kind"], Line>> = {
  trigger: (node, { triggers }) => {
    const key = text(node["trigger"]);
    if (key === "webhook") return "Starts with every accepted POST";
    if (key === "manual") return "Starts when somebody says so";
    return triggers.get(key)?.description ?? unknown("trigger", key, triggers);
  },
  action: (node, { actions }) => {
    const key = text(node["action"]);
    const entry = actions.get(key);
    if (entry === undefined) return key === "" ? "No action chosen yet" : unknown("action", key, actions);
    const detail = tellingArgument(node["arguments"]);
    return detail === "" ? entry.description : `${entry.name}: ${detail}`;
  },
  condition: (node) => {
    const cases = list(node["cases"]).map((one) => `${text(one["name"])} if ${text(one["when"]) || "…"}`);
    return cases.length === 0 ? "No case yet" : cases.join("; ");
  },
  join: (node) => (node["join"] === "any" ? "Goes on when any branch arrives" : "Waits for every branch"),
  wait: (node) => {
    if (node["until"] !== undefined) return `Waits until ${text(node["until"])}`;
    const { seconds } = node;
    return typeof seconds === "number" ? `Waits ${duration(seconds)}` : `Waits ${text(seconds)} seconds`;
  },
  wait_event: (node) => {
    const source = sourceWords(text(node["source"]));
    const by = text(node["eventKey"]) === "" ? text(node["condition"]) : text(node["eventKey"]);
    return `Waits for an event from ${source}${by === "" ? "" : `, by ${by}`}`;
  },
  set: (node) => list(node["assignments"]).map(assignment).join("; ") || "Sets nothing yet",
  approval: (node) => {
    const approvers = Array.isArray(node["approvers"]) ? node["approvers"].map(approver).join(", ") : "";
    const asked = approvers === "" ? "Asks nobody yet" : `Asks ${approvers}`;
    const message = text(node["message"]);
    return message === "" ? asked : `${asked}: ${message}`;
  },
  respond: (node) => `Answers the sender with ${text(node["status"]) || "200"}`,
  fail: (node) =>
    text(node["message"]).trim() === ""
      ? "Ends the run as failed"
      : `Ends the run as failed: ${text(node["message"])}`,
  switch: (node) => `Goes on by ${text(node["value"]) || "…"}`,
  stop: () => "Ends the run as done",
  sub_playbook: (node, { playbooks }) => {
    const wanted = text(node["playbook"]);
    if (wanted === "") return "No playbook chosen yet";
    const detail = tellingArgument(node["arguments"]);
    const name = playbooks?.get(wanted)?.name ?? wanted;
    return detail === "" ? `Runs ${name}` : `Runs ${name}: ${detail}`;
  },
  return: (node) => {
    const { outputs } = node;
    const names = typeof outputs === "object" && outputs !== null ? Object.keys(outputs) : [];
    return names.length === 0 ? "Ends the run as done" : `Gives back ${names.join(", ")}`;
  },
  for_each: (node) => `For each of ${text(node["over"]) || "…"}`,
  while: (node) =>
    `${node["mode"] === "until" ? "Until" : "While"} ${text(node["condition"]) || "…"}, ${text(node["max"]) || "100"} times at most`,
  note: (node) => text(node["note"]),
};

function sourceWords(source: string): string {
  if (source === "") return "…";
  if (source === "webhook") return "this playbook's webhook";
  if (source === "alert_status") return "alerts that get another status";
  return source === "alert_comment" ? "comments on alerts" : source.replace(/^webhook:/, "");
}

function assignment({ name, operation, value }: Record<string, unknown>): string {
  if (operation === "unset") return `${text(name)} goes`;
  if (operation === "append") return `${text(name)} gets ${text(value)}`;
  if (operation === "remove") return `${text(name)} loses ${text(value)}`;
  return `${text(name)} = ${text(value)}`;
}

function tellingArgument(values: unknown): string {
  if (typeof values !== "object" || values === null) return "";
  const entries = Object.entries(values).filter(([, value]) => typeof value === "string" && value !== "");
  const best = TELLING.find((name) => entries.some(([key]) => key === name));
  const found = entries.find(([key]) => key === best) ?? entries[0];
  return found === undefined ? "" : text(found[1]);
}

function approver(one: unknown): string {
  const words = text(one);
  return words.startsWith("role:") ? words.replace(/^role:/, "any ") : actorWords(words);
}

function duration(seconds: number): string {
  for (const [size, word] of [
    [86_400, "day"],
    [3_600, "hour"],
    [60, "minute"],
  ] as const) {
    if (seconds >= size && seconds % size === 0) return counted(seconds / size, word);
  }
  return counted(seconds, "second");
}

export function counted(count: number, word: string): string {
  return `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value)
    ? value.filter((one): one is Record<string, unknown> => typeof one === "object" && one !== null)
    : [];
}

function text(value: unknown): string {
  if (typeof value === "string") return value;
  return value === undefined || value === null ? "" : JSON.stringify(value);
}
