import type { ControlIds } from "../fields/field.tsx";
import { PreviewLine } from "../preview/preview-line.tsx";
import { usePreview } from "../preview/use-preview.ts";
import { ConditionGroup } from "./condition-group.tsx";
import type { Group } from "./condition.ts";

interface ConditionRowsProps {
  readonly ids: ControlIds;
  readonly label: string;
  /** What the rows say as a template. */
  readonly text: string;
  readonly group: Group;
  readonly onChange: (group: Group) => void;
}

/** Rows with what they come to all together. */
export function ConditionRows({ ids, label, text, group, onChange }: ConditionRowsProps) {
  const preview = usePreview(text.trim() === "" ? null : text, "expression");
  return (
    <>
      <ConditionGroup ids={ids} label={label} group={group} onChange={onChange} onRemove={null} />
      <PreviewLine preview={preview} isWrong={ids.isInvalid} />
    </>
  );
}
