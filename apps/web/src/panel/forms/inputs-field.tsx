import { ActionIcon, Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { FieldPath } from "@riposte/draft";
import type { JsonValue } from "@riposte/plan";
import { Field } from "../fields/field.tsx";
import fieldClasses from "../fields/field.module.css";
import { asObject } from "../fields/literal.ts";
import { JsonControl } from "../fields/json-control.tsx";
import { useLeft } from "../fields/use-left.ts";
import { usePanel } from "../panel-context.ts";
import type { FieldSpec } from "../schema/field-spec.ts";
import classes from "./forms.module.css";
import { freeInput, INPUT_TYPES, inputsOf, nameFault, schemaOfInputs } from "./inputs.ts";
import type { Input, InputType } from "./inputs.ts";

const SCHEMA: FieldSpec = {
  name: "inputs",
  label: "Takes",
  help: null,
  isRequired: false,
  fallback: undefined,
  control: { kind: "json", wanted: "object" },
};

const HELP = "Who calls the playbook fills these in. Templates read them as trigger.name.";

/** What a playbook takes, row by row; a schema that says more than that is edited as it is. */
export function InputsField({ field }: { readonly field: FieldPath }) {
  const { node, mayWrite, set } = usePanel();
  const [top = "", ...below] = field;
  const value = below.reduce<JsonValue | undefined>((at, key) => asObject(at)[key], node[top]);
  const inputs = inputsOf(value);
  const write = (what: string, next: readonly Input[]) => set(what, { field, value: schemaOfInputs(next) });
  return (
    <Field
      field={field}
      label={SCHEMA.label}
      help={inputs === null ? `${HELP} As a JSON Schema.` : HELP}
      isGroup
    >
      {(ids) =>
        inputs === null ? (
          <JsonControl
            spec={SCHEMA}
            field={field}
            value={value}
            ids={ids}
            isReadOnly={!mayWrite}
            inner={() => null}
            onChange={(next) => set(SCHEMA.label, { field, value: next ?? schemaOfInputs([]) })}
          />
        ) : (
          <div className={classes["list"]}>
            {inputs.length > 0 && (
              <ol className={classes["cards"]}>
                {inputs.map((input, at) => (
                  // oxlint-disable-next-line react/no-array-index-key -- a row has no identity but its place
                  <li key={at} className={classes["card"]}>
                    <InputRow
                      input={input}
                      at={at}
                      others={inputs.toSpliced(at, 1).map(({ name }) => name)}
                      onChange={(what, next) => write(what, inputs.with(at, next))}
                      onRemove={() => write(`Remove ${input.name}`, inputs.toSpliced(at, 1))}
                    />
                  </li>
                ))}
              </ol>
            )}
            {mayWrite && (
              <div className={fieldClasses["row"]}>
                <Button
                  id={ids.id}
                  size="compact-xs"
                  variant="subtle"
                  leftSection={<IconPlus size={14} aria-hidden />}
                  onClick={() => write("Add an input", [...inputs, freeInput(inputs)])}
                >
                  Add an input
                </Button>
              </div>
            )}
          </div>
        )
      }
    </Field>
  );
}

interface InputRowProps {
  readonly input: Input;
  readonly at: number;
  readonly others: readonly string[];
  readonly onChange: (what: string, next: Input) => void;
  readonly onRemove: () => void;
}

function InputRow({ input, at, others, onChange, onRemove }: InputRowProps) {
  const { mayWrite } = usePanel();
  const place = `of input ${at + 1}`;
  const name = useLeft(input.name, (typed) => {
    const fault = nameFault(typed, others);
    if (fault === null && typed !== input.name) onChange("Name of an input", { ...input, name: typed });
    return fault;
  });
  const says = useLeft(input.description, (description) => {
    if (description !== input.description) onChange("What an input is", { ...input, description });
    return null;
  });
  return (
    <>
      <div className={classes["top"]}>
        <TextInput
          className={fieldClasses["grow"] ?? ""}
          size="xs"
          aria-label={`Name ${place}`}
          value={name.text}
          error={name.refusal}
          readOnly={!mayWrite}
          onChange={({ currentTarget }) => name.type(currentTarget.value)}
          onBlur={name.leave}
        />
        <NativeSelect
          size="xs"
          aria-label={`Type ${place}`}
          value={input.type}
          data={[...INPUT_TYPES]}
          disabled={!mayWrite}
          onChange={({ currentTarget }) =>
            onChange("Type of an input", { ...input, type: currentTarget.value as InputType })
          }
        />
        {mayWrite && (
          <ActionIcon
            size="md"
            variant="subtle"
            color="gray"
            aria-label={`Remove ${input.name}`}
            onClick={onRemove}
          >
            <IconTrash size={14} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <TextInput
        size="xs"
        aria-label={`What it is, ${place}`}
        placeholder="What it is"
        value={says.text}
        readOnly={!mayWrite}
        onChange={({ currentTarget }) => says.type(currentTarget.value)}
        onBlur={says.leave}
      />
      <Checkbox
        size="xs"
        label="Needed"
        checked={input.isNeeded}
        disabled={!mayWrite}
        onChange={({ currentTarget }) =>
          onChange("Whether an input is needed", { ...input, isNeeded: currentTarget.checked })
        }
      />
    </>
  );
}
