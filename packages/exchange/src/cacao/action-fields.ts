import { treeOf } from "@riposte/plan";
import type { JsonValue } from "@riposte/plan";
import { decodeData } from "@riposte/template";
import type { Data, DataMap } from "@riposte/template";
import type { DraftNode } from "@riposte/draft";
import type { CacaoVariables } from "./variables.ts";

/** What an action step is here. */
export interface ActionFields {
  readonly kind: DraftNode["kind"];
  readonly fields: Readonly<Record<string, JsonValue>>;
  /** Null: it is the same here. */
  readonly open: {
    readonly code: "action_missing" | "step_changed";
    readonly message: string;
    readonly field: string;
  } | null;
}

export interface Surroundings {
  readonly variables: CacaoVariables;
  /** The playbook, for its agents and targets. */
  readonly playbook: DataMap;
}

/** Never a secret: authentication of agents and targets is not looked at. */
export function actionFields(step: DataMap, around: Surroundings): ActionFields {
  const commands = step.get("commands");
  const list = Array.isArray(commands) ? commands : [];
  const [first] = list;
  if (list.length !== 1 || !(first instanceof Map)) {
    const message = `it has ${list.length} commands, and a step here does one thing. Draw a step for each.`;
    return missing("commands", list, message);
  }
  const type = plainText(first.get("type"));
  const read = Object.hasOwn(COMMANDS, type) ? COMMANDS[type] : undefined;
  return (
    read?.(first, step, around) ??
    missing(type, list, `commands of the type ${type} do not run here. Choose an action that does the same.`)
  );
}

type ReadCommand = (command: DataMap, step: DataMap, around: Surroundings) => ActionFields | null;

/** Those that mean something here; every other is kept for the export. */
const COMMANDS: Readonly<Record<string, ReadCommand>> = {
  manual: (command, _step, { variables }) => {
    const message = variables.inText(textOf(command, "command"));
    const open = {
      code: "step_changed",
      message: "a person does it: they are asked, and Approve says that it is done. Choose who is asked.",
      field: "approvers",
    } as const;
    return { kind: "approval", fields: { approvers: ["role:analyst"], message }, open };
  },
  "http-api": httpRequest,
  riposte: ownStep,
};

function httpRequest(command: DataMap, step: DataMap, around: Surroundings): ActionFields | null {
  const [, method = "", path = ""] = /^\s*([A-Za-z]+)\s+(\S+)/.exec(textOf(command, "command")) ?? [];
  if (method === "") return null;
  const { variables } = around;
  const base = /^[a-z]+:\/\//i.test(path) ? "" : addressOf(step, around.playbook);
  const headers = headersOf(command, variables);
  const content = textOf(command, "content");
  const fields = {
    action: "riposte.http_request",
    arguments: {
      url: variables.inText(`${base.replace(/\/$/, "")}${path}`),
      method: method.toUpperCase(),
      ...(Object.keys(headers).length === 0 ? {} : { headers }),
      ...(content === "" ? {} : { data: variables.inText(content) }),
    },
  };
  const message = "its target has no address in the file: write the whole address.";
  const isWhole = base !== "" || path.includes("://");
  return {
    kind: "action",
    fields,
    open: isWhole ? null : { code: "step_changed", message, field: "arguments.url" },
  };
}

function headersOf(command: DataMap, variables: CacaoVariables): Readonly<Record<string, string>> {
  const headers = command.get("headers");
  if (!(headers instanceof Map)) return {};
  return Object.fromEntries(
    [...headers].map(([name, values]) => [
      name,
      variables.inText((Array.isArray(values) ? values : [values]).map(plainText).join(", ")),
    ]),
  );
}

/** The first address of its first target, else of its agent. */
function addressOf(step: DataMap, playbook: DataMap): string {
  const targets = step.get("targets");
  const ids = [...(Array.isArray(targets) ? targets : []), step.get("agent") ?? null];
  for (const id of ids) {
    for (const key of ["target_definitions", "agent_definitions"]) {
      const definitions = playbook.get(key);
      const found = definitions instanceof Map ? definitions.get(plainText(id)) : undefined;
      const address = found instanceof Map ? found.get("address") : undefined;
      if (!(address instanceof Map) || !(found instanceof Map)) continue;
      const [url] = [address.get("url")].flat();
      if (typeof url === "string") return url;
      const [host] = ["dname", "ipv4"].flatMap((kind) => [address.get(kind) ?? []].flat());
      const port = found.get("port") === undefined ? "" : `:${plainText(found.get("port"))}`;
      if (typeof host === "string") return `https://${host}${port}`;
    }
  }
  return "";
}

/** A step that has no form in CACAO travels as JSON. */
function ownStep(command: DataMap): ActionFields | null {
  const text = textOf(command, "command");
  const data = parsed(text);
  if (!(data instanceof Map)) return null;
  const { kind, ...fields } = treeOf(data) as Readonly<Record<string, JsonValue>>;
  return OWN_KINDS.find((each) => each === kind) === undefined
    ? null
    : { kind: kind as DraftNode["kind"], fields, open: null };
}

/** Loops, conditions and the trigger have forms of their own. */
const OWN_KINDS: readonly DraftNode["kind"][] = [
  "action",
  "join",
  "wait",
  "wait_event",
  "set",
  "approval",
  "respond",
  "fail",
  "stop",
  "return",
];

function parsed(text: string): Data {
  try {
    return decodeData(text);
  } catch {
    return null;
  }
}

/** As the compiler names what is not there; its author sees in the note what it was. */
function missing(type: string, commands: readonly Data[], message: string): ActionFields {
  const action = `cacao.${type
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, "_")
    .slice(0, 80)}`;
  const note = commands
    .map((command) =>
      command instanceof Map ? `${plainText(command.get("type"))}: ${textOf(command, "command")}` : "",
    )
    .join("\n")
    .slice(0, 10_000);
  return {
    kind: "action",
    fields: { action, arguments: {}, note },
    open: { code: "action_missing", message, field: "action" },
  };
}

/** `command`, or what `command_b64` holds. */
function textOf(command: DataMap, key: string): string {
  const text = command.get(key);
  if (typeof text === "string") return text;
  const encoded = command.get(`${key}_b64`);
  if (typeof encoded !== "string") return "";
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(encoded), (char) => char.codePointAt(0) ?? 0));
  } catch {
    return "";
  }
}

function plainText(data: Data | undefined): string {
  return typeof data === "string" ? data : typeof data === "bigint" ? String(data) : "";
}
