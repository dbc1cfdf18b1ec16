import { harmlessText } from "@riposte/plan/harmless-text";
import type { inferOutput } from "@trpc/tanstack-react-query";
import type { trpc } from "../../api/trpc.ts";
import { SENTENCES } from "./audit-sentences.ts";

export type AuditItem = inferOutput<typeof trpc.audit.list>[number];
type Entry = Pick<AuditItem, "action" | "target" | "details" | "about">;

/** What was done, in words: `before` and `after` surround what it was done to. */
interface Told {
  readonly before: string;
  /** Empty: it was done to nothing that has a name. */
  readonly thing: string;
  readonly after: string;
}

export function tell(entry: Entry): Told {
  const sentence = sentenceOf(entry.action);
  const thing = thingWords(entry);
  if (sentence === null) return { before: `${entry.action} `, thing, after: "" };
  const [before = "", ...rest] = harmlessText(sentence.tell(Object(entry.details) as Details)).split("{}");
  return rest.length === 0 ? { before, thing: "", after: "" } : { before, thing, after: rest.join("{}") };
}

type Details = Readonly<Record<string, unknown>>;

export function actionLabel(action: string): string {
  return sentenceOf(action)?.label ?? action;
}

/** An older Riposte may have written others. */
function sentenceOf(action: string) {
  return Object.hasOwn(SENTENCES, action) ? SENTENCES[action as keyof typeof SENTENCES] : null;
}

/** "the playbook Contain", "a run of Contain", "Note it in a run of Contain", "the connector chat". */
function thingWords({ target, details, about }: Entry): string {
  const at = target.indexOf(":");
  const kind = at < 1 ? target : target.slice(0, at);
  const playbook = about.playbook === null ? null : harmlessText(about.playbook.name);
  const run = playbook === null ? "a run" : `a run of ${playbook}`;
  const step = about.step === null ? null : harmlessText(about.step);
  switch (kind) {
    case "run":
      return step === null ? run : `${step} in ${run}`;
    case "approval":
      return `${step ?? "a question"} in ${run}`;
    case "trigger":
      return playbook === null ? "a playbook" : `the playbook ${playbook}`;
    case "playbook":
      return `the playbook ${named(details) ?? playbook ?? target.slice(at + 1)}`;
    case "runnerToken":
      return `the token of a runner ${named(details) ?? target.slice(at + 1)}`;
    case "token":
      return `the API token ${named(details) ?? target.slice(at + 1)}`;
    default:
      return `the ${kind} ${named(details) ?? target.slice(at + 1)}`;
  }
}

function named(details: unknown): string | null {
  const { name, shortId } = Object(details) as Details;
  const found = name ?? shortId;
  return typeof found === "string" && found !== "" ? harmlessText(found) : null;
}

/** Where that can be looked at; null where there is no page of it. */
export function placeOf({ target, about }: Pick<Entry, "target" | "about">): string | null {
  const at = target.indexOf(":");
  const kind = target.slice(0, at);
  const id = kind === "trigger" ? (about.playbook?.id ?? "") : target.slice(at + 1);
  const path = Object.hasOwn(PATHS, kind) ? PATHS[kind] : undefined;
  return at < 1 || id === "" || path === undefined ? null : `${path}/${encodeURIComponent(id)}`;
}

const PATHS: Readonly<Record<string, string>> = {
  playbook: "/playbooks",
  trigger: "/playbooks",
  run: "/runs",
  alert: "/alerts",
  approval: "/approvals",
};

/** All that is written in an entry, as it is written. */
export function factsOf({
  action,
  target,
  details,
  clientAddress,
}: AuditItem): readonly (readonly [string, string])[] {
  return [
    ["Written as", action],
    ["Target", target],
    ...Object.entries(Object(details) as Details).map(
      ([key, value]) =>
        [key, harmlessText(typeof value === "string" ? value : JSON.stringify(value))] as const,
    ),
    ["From the address", clientAddress ?? "not known"],
  ];
}
