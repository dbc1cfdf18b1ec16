import { Text } from "@mantine/core";
import { useDraftStore } from "../../canvas/draft-store.ts";
import { Field } from "../fields/field.tsx";
import { plainText } from "../fields/literal.ts";
import { TemplateText } from "../fields/template-text.tsx";
import { usePanel } from "../panel-context.ts";
import { renameCase } from "../write-step.ts";
import { RowCards } from "./row-cards.tsx";

/** The cases in the order in which they are tried; each is a way out. */
export function ConditionForm() {
  const { node, set } = usePanel();
  const store = useDraftStore();
  const rename = ({ at, from, to: typed }: { at: number; from: string; to: string }) => {
    const to = toName(typed);
    const { graph, change } = store.getState();
    change(`Rename the case ${from} to ${to}`, renameCase(graph, node, { at, from, to }));
  };
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
        onRename={rename}
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

/** Ways out are named like steps: what one types becomes such a name. */
function toName(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, "_")
    .replaceAll(/^[_0-9]+|_+$/g, "");
}
