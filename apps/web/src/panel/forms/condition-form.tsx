import { Field } from "../fields/field.tsx";
import { plainText } from "../fields/literal.ts";
import { TemplateText } from "../fields/template-text.tsx";
import { usePanel } from "../panel-context.ts";
import { CaseRows } from "./case-rows.tsx";

export function ConditionForm() {
  const { set } = usePanel();
  return (
    <CaseRows
      says="The first case that holds decides where it goes on."
      fresh={(name) => ({ name, when: "" })}
    >
      {(one, at) => (
        <Field field={["cases", at, "when"]} label={at === 0 ? "If" : "Else, if"} isRequired>
          {(ids) => (
            <TemplateText
              field={["cases", at, "when"]}
              ids={ids}
              mode="expression"
              text={plainText(one["when"])}
              placeholder="steps.check.score > 50"
              onChange={(when) =>
                set(`Case ${plainText(one["name"])}`, { field: ["cases", at, "when"], value: when })
              }
            />
          )}
        </Field>
      )}
    </CaseRows>
  );
}
