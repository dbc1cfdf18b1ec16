import { PlainField } from "../fields/plain-field.tsx";
import { SchemaField } from "../fields/schema-field.tsx";
import { usePanel } from "../panel-context.ts";
import type { FieldSpec } from "../schema/field-spec.ts";

const STATUS: FieldSpec = {
  name: "status",
  label: "Status",
  help: "As HTTP has them: 200 to 599.",
  isRequired: false,
  fallback: 200,
  control: { kind: "number", isWhole: true },
};

const BODY: FieldSpec = {
  name: "body",
  label: "Body",
  help: "Sent as JSON to whoever called the webhook and waits.",
  isRequired: false,
  fallback: undefined,
  control: { kind: "json", wanted: "anything" },
};

const MESSAGE: FieldSpec = {
  name: "message",
  label: "Message",
  help: "The run ends as failed, and says this.",
  isRequired: true,
  fallback: undefined,
  control: { kind: "text", isLong: true },
};

export function RespondForm() {
  const { node } = usePanel();
  return (
    <>
      <PlainField spec={STATUS} within={[]} value={node["status"]} />
      <SchemaField spec={BODY} within={[]} value={node["body"]} />
    </>
  );
}

export function FailForm() {
  const { node } = usePanel();
  return <SchemaField spec={MESSAGE} within={[]} value={node["message"]} />;
}
