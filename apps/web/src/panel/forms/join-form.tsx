import { PlainField } from "../fields/plain-field.tsx";
import { usePanel } from "../panel-context.ts";
import { JOIN_POLICY } from "./policies.ts";

export function JoinForm() {
  const { node } = usePanel();
  return <PlainField spec={JOIN_POLICY.spec} within={[]} value={node["join"]} />;
}
