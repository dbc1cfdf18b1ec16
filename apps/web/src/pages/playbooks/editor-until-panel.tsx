import type { DraftNode } from "@riposte/draft";
import { TextInput } from "@mantine/core";
import { useDraft } from "../../canvas/draft-store.ts";

export function StepPanel({ node }: { readonly node: DraftNode }) {
  const change = useDraft((draft) => draft.change);
  return (
    <div style={{ padding: 12 }}>
      <TextInput
        label="Label"
        value={String(node["label"] ?? "")}
        onChange={({ currentTarget }) =>
          change(`Edit label`, [{ op: "set", node: node.id, field: ["label"], value: currentTarget.value }])
        }
      />
      <pre>{JSON.stringify(node, null, 2)}</pre>
    </div>
  );
}
export function Problems() {
  const problems = useDraft((draft) => draft.problems);
  return <pre>{JSON.stringify(problems, null, 1)}</pre>;
}
