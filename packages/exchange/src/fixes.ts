import type { Catalogue, JsonValue } from "@riposte/plan";
import type { ReportEntry } from "./report.ts";
import { isSomebody } from "./starting/approvers.ts";

/** One way to put an entry of a report right. */
export type Fix =
  /** A field gets a value: one click. */
  | {
      readonly kind: "set";
      readonly label: string;
      readonly node: string;
      readonly field: string;
      readonly value: JsonValue;
    }
  /** Somebody writes or chooses something in the step. */
  | { readonly kind: "open"; readonly label: string; readonly node: string; readonly field: string | null }
  /** A script that came with the template is added: one click. */
  | { readonly kind: "add"; readonly label: string; readonly script: string }
  /** Something is added elsewhere first. */
  | {
      readonly kind: "visit";
      readonly label: string;
      readonly page: "modules" | "connectors" | "import" | "people";
    }
  /** Another template is looked at. */
  | { readonly kind: "template"; readonly label: string; readonly name: string };

type Known = Pick<Catalogue, "actions" | "connectors" | "playbooks" | "people">;

/** What was missing has been added since, under the name that the step says already. */
export function isHere({ wants, left }: ReportEntry, known: Known): boolean {
  switch (wants?.kind) {
    case "action":
    case "script":
      return typeof left === "string" && known.actions.has(left);
    case "playbook":
    case "template":
      return playbookOf(wants.name, known) !== undefined;
    case "approver":
      return wants.approvers.some((approver) => isSomebody(approver, known));
    case "connector":
    case undefined:
      return false;
  }
}

function playbookOf(ref: string, { playbooks }: Known) {
  return [...(playbooks?.values() ?? [])].find(({ id, name }) => id === ref || name === ref);
}

/** With whatever the workspace has at this moment: what was added since the import is offered. */
export function fixesOf(entry: ReportEntry, catalogue: Known): readonly Fix[] {
  const { node, field = null, weight } = entry;
  if (weight === "same" || isHere(entry, catalogue)) return [];
  const elsewhere = entry.code === "credentials_dropped" ? [ADD_CONNECTOR] : [];
  if (node === null) return elsewhere;
  return [
    ...offered(entry, node, catalogue),
    ...elsewhere,
    { kind: "open", label: openWords(entry), node, field },
  ];
}

const ADD_CONNECTOR: Fix = { kind: "visit", label: "Add a connector", page: "connectors" };

/** More would be a list to search in, which the step's own form is. */
const MOST_OFFERED = 3;

function offered(entry: ReportEntry, node: string, { actions, connectors }: Known): readonly Fix[] {
  const { wants } = entry;
  const set = (field: string, value: string, name: string): Fix => ({
    kind: "set",
    label: `Take ${name}`,
    node,
    field,
    value,
  });
  switch (wants?.kind) {
    case undefined:
      return [];
    case "connector": {
      const fitting = [...connectors].filter(([, type]) => type === wants.type).slice(0, MOST_OFFERED);
      if (fitting.length > 0) return fitting.map(([name]) => set("connector", name, name));
      return [ADD_CONNECTOR];
    }
    case "action": {
      const found =
        wants.uuid === "" ? undefined : [...actions.values()].find(({ uuid }) => uuid === wants.uuid);
      if (found !== undefined) return [set("action", found.key, found.name)];
      if (wants.uuid === "") return [];
      return [
        {
          kind: "visit",
          label: wants.module === null ? "Add its module" : `Add the module ${wants.module}`,
          page: "modules",
        },
      ];
    }
    case "playbook":
      return [{ kind: "visit", label: `Import ${wants.name}`, page: "import" }];
    case "script":
      return [{ kind: "add", label: `Add ${wants.name}`, script: wants.name }];
    case "template":
      return [{ kind: "template", label: `Start from ${wants.name}`, name: wants.name }];
    case "approver":
      return [{ kind: "visit", label: "Invite somebody", page: "people" }];
  }
}

const OPEN: Readonly<Record<string, string>> = {
  action_missing: "Choose another action",
  connector_missing: "Choose a connector",
  trigger_replaced: "Choose a trigger",
  condition_unread: "Write the condition",
  template_unread: "Write the template",
  playbook_missing: "Choose a playbook",
  approver_missing: "Name others",
  value_to_fill_in: "Fill it in",
};

function openWords({ code }: ReportEntry): string {
  return OPEN[code] ?? "Look at the step";
}
