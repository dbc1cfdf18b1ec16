import { ActionIcon, Button, Text, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import type { JsonObject, JsonValue } from "@riposte/plan";
import { useDraftStore } from "../../canvas/draft-store.ts";
import { Field } from "../fields/field.tsx";
import fieldClasses from "../fields/field.module.css";
import { plainText } from "../fields/literal.ts";
import { TemplateText } from "../fields/template-text.tsx";
import { useLeft } from "../fields/use-left.ts";
import { usePanel } from "../panel-context.ts";
import { isObject } from "../schema/resolve.ts";
import { renameCase } from "../write-step.ts";
import classes from "./forms.module.css";

/** The cases in the order in which they are tried; each is a way out. */
export function ConditionForm() {
  const { node, mayWrite, set } = usePanel();
  const cases = casesOf(node["cases"]);
  const move = (from: number, to: number) => {
    const moved = cases[from];
    if (moved !== undefined)
      set("Order of cases", { field: ["cases"], value: cases.toSpliced(from, 1).toSpliced(to, 0, moved) });
  };
  const add = () =>
    set("Add a case", { field: ["cases", cases.length], value: { name: freeCase(cases), when: "" } });
  return (
    <div data-field="cases" className={classes["list"]}>
      <Text size="xs" c="dimmed">
        The first case that is true decides where it goes on. If none is, it goes on at <b>else</b>.
      </Text>
      <ol className={classes["cards"]}>
        {cases.map((one, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- a case has no identity but its place
          <li key={at} className={classes["card"]}>
            <div className={classes["top"]}>
              <CaseName at={at} name={plainText(one["name"])} />
              {mayWrite && (
                <CaseButtons
                  at={at}
                  count={cases.length}
                  move={move}
                  remove={() => set("Remove a case", { field: ["cases", at] })}
                />
              )}
            </div>
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
          </li>
        ))}
      </ol>
      {mayWrite && (
        <div className={fieldClasses["row"]}>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={add}
          >
            Add a case
          </Button>
        </div>
      )}
    </div>
  );
}

function CaseName({ at, name }: { readonly at: number; readonly name: string }) {
  const { node, mayWrite } = usePanel();
  const store = useDraftStore();
  const { text, type, leave } = useLeft(name, (to) => {
    const { graph, change } = store.getState();
    change(`Rename the case ${name} to ${to}`, renameCase(graph, node, { at, from: name, to: toName(to) }));
  });
  return (
    <div className={fieldClasses["grow"]}>
      <Field field={["cases", at, "name"]} label={`Case ${at + 1}`}>
        {(ids) => (
          <TextInput
            id={ids.id}
            size="xs"
            value={text}
            readOnly={!mayWrite}
            error={ids.isInvalid}
            aria-required={ids.isRequired || undefined}
            aria-describedby={ids.describedBy}
            placeholder="Name of the way out"
            onChange={({ currentTarget }) => type(currentTarget.value)}
            onBlur={leave}
            onKeyDown={({ key }) => {
              if (key === "Enter") leave();
            }}
          />
        )}
      </Field>
    </div>
  );
}

interface CaseButtonsProps {
  readonly at: number;
  readonly count: number;
  readonly move: (from: number, to: number) => void;
  readonly remove: () => void;
}

function CaseButtons({ at, count, move, remove }: CaseButtonsProps) {
  const look = { size: "sm", variant: "subtle", color: "gray" } as const;
  return (
    <>
      <ActionIcon
        {...look}
        aria-label={`Try case ${at + 1} earlier`}
        disabled={at === 0}
        onClick={() => move(at, at - 1)}
      >
        <IconArrowUp size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon
        {...look}
        aria-label={`Try case ${at + 1} later`}
        disabled={at === count - 1}
        onClick={() => move(at, at + 1)}
      >
        <IconArrowDown size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon {...look} aria-label={`Remove case ${at + 1}`} disabled={count === 1} onClick={remove}>
        <IconTrash size={14} aria-hidden />
      </ActionIcon>
    </>
  );
}

function casesOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? (value as JsonValue[]).map((one) => (isObject(one) ? one : {})) : [];
}

function freeCase(cases: readonly JsonObject[]): string {
  const taken = new Set(cases.map(({ name }) => name));
  for (let at = cases.length + 1; ; at++) if (!taken.has(`case_${at}`)) return `case_${at}`;
}

/** Ways out are named like steps: what one types becomes such a name. */
function toName(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, "_")
    .replaceAll(/^[_0-9]+|_+$/g, "");
}
