import { sourceSchema, OWN_WEBHOOK } from "@riposte/plan";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useDraft } from "../../canvas/draft-store.ts";
import { textOf } from "../../canvas/node-fields.ts";
import { eventScope } from "../data/scope.ts";
import { PlainField } from "../fields/plain-field.tsx";
import { SchemaField } from "../fields/schema-field.tsx";
import { PanelContext, usePanel } from "../panel-context.ts";
import type { FieldSpec, Option } from "../schema/field-spec.ts";
import { ConditionField } from "../conditions/condition-field.tsx";
import { ExpressionField } from "./expression-field.tsx";

const KEY: FieldSpec = {
  name: "key",
  label: "Key",
  help: "What this run knows and the event must say, such as the id of a ticket. Compared as texts.",
  isRequired: false,
  fallback: undefined,
  control: { kind: "text", isLong: false },
};

const TIMEOUT: FieldSpec = {
  name: "timeoutAfter",
  label: "Times out after",
  help: "Left empty, it waits for ever.",
  isRequired: false,
  fallback: undefined,
  control: { kind: "seconds" },
};

const LOOK_BACK: FieldSpec = {
  name: "lookBack",
  label: "Look back",
  help: "Events accepted up to so long before the wait began count too: an answer may be quicker than this step.",
  isRequired: false,
  fallback: undefined,
  control: { kind: "seconds" },
};

/** Where the event comes from, which one it must be, and for how long it is waited for. */
export function WaitEventForm() {
  const { node, set } = usePanel();
  const sources = useSources();
  const source: FieldSpec = {
    name: "source",
    label: "Event from",
    help:
      sources.length > 0 ? null : "Nothing brings events yet: publish a playbook that starts by a webhook.",
    isRequired: true,
    fallback: undefined,
    control: { kind: "choice", options: sources },
  };
  const chosen = textOf(node, "source");
  const write = (text: string) =>
    set("Only if", { field: ["condition"], value: text === "" ? undefined : text });
  return (
    <>
      <PlainField spec={source} within={[]} value={chosen === "" ? undefined : chosen} />
      <SchemaField spec={KEY} within={[]} value={node["key"]} />
      <OverEvent>
        <ExpressionField
          name="eventKey"
          label="Equals, of the event"
          help="Where the event says it."
          placeholder="event.body.ticket"
        />
        <ConditionField
          field={["condition"]}
          label="Only if"
          help="A condition on the event, besides the key or instead of it."
          placeholder="event.body.status == 'closed'"
          text={textOf(node, "condition")}
          clear={node["condition"] === undefined ? null : () => write("")}
          onChange={write}
        />
      </OverEvent>
      <SchemaField spec={TIMEOUT} within={[]} value={node["timeoutAfter"]} />
      <PlainField spec={LOOK_BACK} within={[]} value={node["lookBack"]} />
    </>
  );
}

/** What there really is; this playbook's own webhook where it has one. */
function useSources(): readonly Option[] {
  const { catalogue } = usePanel();
  const hasWebhook = useDraft(({ graph }) =>
    graph.nodes.some((node) => node.kind === "trigger" && textOf(node, "trigger") === "webhook"),
  );
  const name = useDraft(({ playbook }) => playbook.name);
  const own = hasWebhook ? [{ value: OWN_WEBHOOK, label: "The webhook of this playbook" }] : [];
  const others = [...(catalogue.events?.values() ?? [])].filter(({ key }) => key !== `webhook:${name}`);
  return [
    ...own,
    ...others.map(({ key, name: called }) => ({
      value: key,
      label: key.startsWith("webhook:") ? `The webhook of ${called}` : upperFirst(called),
    })),
  ];
}

/** The fields in it see an event, and nothing of the run. */
function OverEvent({ children }: { readonly children: ReactNode }) {
  const panel = usePanel();
  const { catalogue, node, scope } = panel;
  const source = textOf(node, "source");
  const own = useMemo(
    () => eventScope(scope, sourceSchema({ catalogue }, source)),
    [scope, catalogue, source],
  );
  return <PanelContext value={{ ...panel, scope: own }}>{children}</PanelContext>;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
