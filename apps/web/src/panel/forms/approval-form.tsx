import type { FieldPath } from "@riposte/draft";
import type { JsonObject } from "@riposte/plan";
import { PlainField } from "../fields/plain-field.tsx";
import { SchemaField } from "../fields/schema-field.tsx";
import type { FieldSpec } from "../schema/field-spec.ts";
import { ApproversField } from "./approvers-field.tsx";

const MESSAGE: FieldSpec = {
  name: "message",
  label: "Message",
  help: "What they are asked, with what they need to decide.",
  isRequired: false,
  fallback: undefined,
  control: { kind: "text", isLong: true },
};

const EXPIRES: FieldSpec = {
  name: "expiresAfter",
  label: "Expires after",
  help: "Left empty, it waits for ever.",
  isRequired: false,
  fallback: undefined,
  control: { kind: "seconds" },
};

/** Who is asked what, and for how long. `within`: a step of its own, or an action's approval. */
export function ApprovalForm({
  within,
  values,
}: {
  readonly within: FieldPath;
  readonly values: JsonObject;
}) {
  return (
    <>
      <ApproversField field={[...within, "approvers"]} value={values["approvers"]} />
      <SchemaField spec={MESSAGE} within={within} value={values["message"]} />
      <PlainField spec={EXPIRES} within={within} value={values["expiresAfter"]} />
    </>
  );
}
