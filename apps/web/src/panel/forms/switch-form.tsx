import { switchConditions } from "../conditions/switch-conditions.ts";
import { useTakenCase } from "../conditions/use-taken-case.ts";
import { plainText } from "../fields/literal.ts";
import { usePanel } from "../panel-context.ts";
import { AnyValue } from "./any-value.tsx";
import { CaseRows } from "./case-rows.tsx";
import { rowObjects } from "./row-cards.tsx";

export function SwitchForm() {
  const { node } = usePanel();
  const values = rowObjects(node["cases"]).map(({ value }) => value);
  const conditions = switchConditions(node["value"], values);
  const taken = useTakenCase(conditions ?? []);
  return (
    <>
      <AnyValue field={["value"]} label="Value" what="Value" value={node["value"]} />
      <CaseRows
        says="The first case whose value equals this one decides where it goes on: 1 equals 1.0, and not the text 1."
        fresh={(name) => ({ name, value: "" })}
        taken={conditions === null ? null : taken}
      >
        {(one, at) => (
          <AnyValue
            field={["cases", at, "value"]}
            label="Equals"
            what={`Case ${plainText(one["name"])}`}
            value={one["value"]}
          />
        )}
      </CaseRows>
    </>
  );
}
