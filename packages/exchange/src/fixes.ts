import type { Catalogue, JsonValue } from "@riposte/plan";
import type { ReportEntry } from "./report.ts";

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
  /** Something is added elsewhere first. */
  | { readonly kind: "visit"; readonly label: string; readonly page: "modules" | "connectors" | "import" };

type Known = Pick<Catalogue, "actions" | "connectors" | "playbooks">;

/** With whatever the workspace has at this moment: what was added since the import is offered. */
export function fixesOf(entry: ReportEntry, catalogue: Known): readonly Fix[] {
  const { node, field = null, weight } = entry;
  if (weight === "same") return [];
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

function offered(
  entry: ReportEntry,
  node: string,
  { actions, connectors, playbooks }: Known,
): readonly Fix[] {
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
    case "playbook": {
      const found = [...(playbooks?.values() ?? [])].find(
        ({ id, name }) => id === wants.name || name === wants.name,
      );
      if (found !== undefined) return [set(entry.field ?? "playbook", found.name, found.name)];
      return [{ kind: "visit", label: `Import ${wants.name}`, page: "import" }];
    }
  }
}

const OPEN: Readonly<Record<string, string>> = {
  action_missing: "Choose another action",
  connector_missing: "Choose a connector",
  trigger_replaced: "Choose a trigger",
  condition_unread: "Write the condition",
  template_unread: "Write the template",
  playbook_missing: "Choose a playbook",
};

function openWords({ code }: ReportEntry): string {
  return OPEN[code] ?? "Look at the step";
}
