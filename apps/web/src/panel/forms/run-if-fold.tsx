import { textOf } from "../../canvas/node-fields.ts";
import { ConditionField } from "../conditions/condition-field.tsx";
import { Fold } from "../fold.tsx";
import { usePanel } from "../panel-context.ts";

/** Whether a step is passed over. */
export function RunIfFold() {
  const { node, set } = usePanel();
  const write = (text: string) => set("Only if", { field: ["runIf"], value: text === "" ? undefined : text });
  const runIf = textOf(node, "runIf");
  return (
    <Fold
      title="Run only if"
      summary={runIf.trim() === "" ? "It always runs." : `Only if ${runIf}`}
      holds={(field) => field === "runIf"}
    >
      <ConditionField
        field={["runIf"]}
        label="Only if"
        help="Otherwise the step is skipped: its output is null, and the run goes on after it."
        placeholder="steps.check.score > 50"
        text={runIf}
        clear={node["runIf"] === undefined ? null : () => write("")}
        onChange={write}
      />
    </Fold>
  );
}
