import { textOf } from "../../canvas/node-fields.ts";
import { playbookOf } from "../data/result-schema.ts";
import { Fold } from "../fold.tsx";
import { usePanel } from "../panel-context.ts";
import { PlaybookField } from "./playbook-field.tsx";

/** The playbook's own setting: what starts when one of its runs fails. */
export function OnErrorFold() {
  const { node, catalogue, set } = usePanel();
  const wanted = textOf(node, "onError");
  const name = playbookOf(catalogue, wanted)?.name ?? wanted;
  return (
    <Fold
      title="When a run fails"
      summary={wanted === "" ? "Nothing else starts." : `Starts ${name}.`}
      holds={(field) => field === "onError"}
    >
      <PlaybookField
        field={["onError"]}
        label="Start this playbook"
        help="Once for every run of this playbook that fails, as a run of its own, with the run, the error and the failed step. Not when somebody cancels it, and not for tests of the draft."
        value={wanted}
        onChoose={(id) => set("When a run fails", { field: ["onError"], value: id })}
      />
    </Fold>
  );
}
