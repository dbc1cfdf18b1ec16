import { ConditionField } from "../conditions/condition-field.tsx";
import { useTakenCase } from "../conditions/use-taken-case.ts";
import { plainText } from "../fields/literal.ts";
import { usePanel } from "../panel-context.ts";
import { CaseRows } from "./case-rows.tsx";
import { rowObjects } from "./row-cards.tsx";

export function ConditionForm() {
  const { node, set } = usePanel();
  const taken = useTakenCase(rowObjects(node["cases"]).map(({ when }) => plainText(when)));
  return (
    <CaseRows
      says="The first case that holds decides where it goes on."
      fresh={(name) => ({ name, when: "" })}
      taken={taken}
    >
      {(one, at) => (
        <ConditionField
          field={["cases", at, "when"]}
          label={at === 0 ? "If" : "Else, if"}
          text={plainText(one["when"])}
          placeholder="steps.check.score > 50"
          onChange={(when) =>
            set(`Case ${plainText(one["name"])}`, { field: ["cases", at, "when"], value: when })
          }
        />
      )}
    </CaseRows>
  );
}
