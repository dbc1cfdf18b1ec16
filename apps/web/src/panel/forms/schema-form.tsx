import { Button, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { FieldPath } from "@riposte/draft";
import type { JsonObject, JsonValue } from "@riposte/plan";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { Field } from "../fields/field.tsx";
import { JsonControl } from "../fields/json-control.tsx";
import { PlainField } from "../fields/plain-field.tsx";
import { SchemaField } from "../fields/schema-field.tsx";
import { Fold } from "../fold.tsx";
import { fieldText, usePanel } from "../panel-context.ts";
import { fieldsOf } from "../schema/field-spec.ts";
import type { FieldSpec } from "../schema/field-spec.ts";

interface SchemaFormProps {
  readonly schema: JsonObject;
  readonly within: FieldPath;
  readonly values: JsonObject;
  /** "argument", "setting": what one of them is called. */
  readonly noun: string;
  /** Whether a template can stand there; absent: everywhere. */
  readonly takesTemplate?: (name: string) => boolean;
}

const FILTER_FROM = 10;

/** Required fields and those that are filled in; the rest folded away. */
export function SchemaForm({ schema, within, values, noun, takesTemplate = () => true }: SchemaFormProps) {
  const fields = useMemo(() => fieldsOf(schema), [schema]);
  // Those filled in when the panel opened: none jumps from one part to the other while one types.
  const [filled] = useState(() => new Set(Object.keys(values)));
  const isMain = ({ name, isRequired }: FieldSpec) => isRequired || filled.has(name);
  const main = [
    ...fields.filter(({ isRequired }) => isRequired),
    ...fields.filter((one) => !one.isRequired && isMain(one)),
  ];
  const more = fields.filter((one) => !isMain(one));
  const strangers = Object.keys(values).filter((name) => fields.every((field) => field.name !== name));
  const shown = (spec: FieldSpec) => {
    const shared = { spec, within, value: values[spec.name] };
    return takesTemplate(spec.name) ? (
      <SchemaField key={spec.name} {...shared} />
    ) : (
      <PlainField key={spec.name} {...shared} takesTemplate={takesTemplate} />
    );
  };
  const paths = more.map(({ name }) => fieldText([...within, name]));
  const holds = (field: string) => paths.some((path) => field === path || field.startsWith(`${path}.`));
  return (
    <>
      {main.map(shown)}
      {strangers.map((name) => (
        <Stranger key={name} name={name} within={within} value={values[name]} noun={noun} />
      ))}
      {more.length > 0 && (
        <Fold
          title={main.length === 0 ? `All ${more.length} ${noun}s` : `More (${more.length})`}
          startsOpen={main.length === 0 && more.length < FILTER_FROM}
          summary={namesOf(more)}
          holds={holds}
        >
          <MoreFields fields={more} shown={shown} noun={noun} />
        </Fold>
      )}
      {fields.length === 0 && strangers.length === 0 && <p>It takes no {noun}s.</p>}
    </>
  );
}

const NAMED = 4;

function namesOf(fields: readonly FieldSpec[]): string {
  const names = fields.slice(0, NAMED).map(({ label }) => label);
  return fields.length > NAMED ? `${names.join(", ")}…` : names.join(", ");
}

function MoreFields({
  fields,
  shown,
  noun,
}: {
  readonly fields: readonly FieldSpec[];
  readonly shown: (spec: FieldSpec) => ReactNode;
  readonly noun: string;
}) {
  const [typed, setTyped] = useState("");
  const words = typed.toLowerCase();
  const found = fields.filter(({ name, label }) => `${name} ${label}`.toLowerCase().includes(words));
  return (
    <>
      {fields.length > FILTER_FROM && (
        <TextInput
          size="xs"
          aria-label={`Search ${noun}s`}
          placeholder={`Search ${noun}s`}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      )}
      {found.map(shown)}
      {found.length === 0 && (
        <p>
          No {noun} is called "{typed}".
        </p>
      )}
    </>
  );
}

/** The action does not know it: it was renamed, or taken from another. */
function Stranger({
  name,
  within,
  value,
  noun,
}: {
  readonly name: string;
  readonly within: FieldPath;
  readonly value: JsonValue | undefined;
  readonly noun: string;
}) {
  const { set, mayWrite } = usePanel();
  const field = [...within, name];
  const spec: FieldSpec = {
    name,
    label: name,
    help: null,
    isRequired: false,
    fallback: undefined,
    control: { kind: "json", wanted: "anything" },
  };
  return (
    <Field field={field} label={name}>
      {(ids) => (
        <>
          <JsonControl
            spec={spec}
            field={field}
            value={value}
            ids={ids}
            isReadOnly={!mayWrite}
            inner={() => null}
            onChange={(next) => set(name, { field, value: next })}
          />
          {mayWrite && (
            <Button size="compact-xs" variant="default" onClick={() => set(`Remove ${name}`, { field })}>
              Remove the {noun} {name}
            </Button>
          )}
        </>
      )}
    </Field>
  );
}
