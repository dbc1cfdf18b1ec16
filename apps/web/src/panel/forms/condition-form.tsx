import { Text } from "@mantine/core";
import { Field } from "../fields/field.tsx";
import { plainText } from "../fields/literal.ts";
import { TemplateText } from "../fields/template-text.tsx";
import { usePanel } from "../panel-context.ts";
import { caseRenaming } from "../renaming.ts";
import { useRenaming } from "../use-renaming.ts";
import { RowCards } from "./row-cards.tsx";

/** The cases in the order in which they are tried; each is a way out. */
export function ConditionForm() {
  const { node, set } = usePanel();
  const rename = useRenaming();
  return (
    <>
      <Text size="xs" c="dimmed">
        The first case that is true decides where it goes on. If none is, it goes on at <b>else</b>.
      </Text>
      <RowCards
        field="cases"
        noun="case"
        verb="Try"
        prefix="case_"
        fresh={(name) => ({ name, when: "" })}
        label={(at) => `Case ${at + 1}`}
        placeholder="Name of the way out"
        onRename={(to) => rename((graph) => caseRenaming(graph, node.id, to))}
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
      </RowCards>
    </>
  );
}
