import { textOf } from "../../canvas/node-fields.ts";
import { Fold } from "../fold.tsx";
import { usePanel } from "../panel-context.ts";
import { ExpressionField } from "./expression-field.tsx";

/** Whether a step is passed over. */
export function RunIfFold() {
  const { node } = usePanel();
  const runIf = textOf(node, "runIf");
  return (
    <Fold
      title="Run only if"
      summary={runIf.trim() === "" ? "It always runs." : `Only if ${runIf}`}
      holds={(field) => field === "runIf"}
    >
      <ExpressionField
        name="runIf"
        label="Only if"
        help="Otherwise the step is skipped: its output is null, and the run goes on after it."
        placeholder="steps.check.score > 50"
        isOptional
      />
    </Fold>
  );
}
