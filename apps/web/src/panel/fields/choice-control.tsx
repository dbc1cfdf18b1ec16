import { Checkbox, Select } from "@mantine/core";
import type { JsonValue } from "@riposte/plan";
import type { Option } from "../schema/field-spec.ts";
import type { ControlProps } from "./control-props.ts";
import { fallbackText } from "./control-props.ts";
import classes from "./field.module.css";
import { plainText } from "./literal.ts";

const SEARCHABLE_FROM = 8;

/** Options may be of any type, so that they are told apart by their place. */
export function ChoiceControl({ spec, value, ids, isReadOnly, onChange }: ControlProps) {
  const options = optionsOf(spec.control);
  const at = options.findIndex((option) => option.value === value);
  const fallback = fallbackText(spec);
  const stranger =
    value !== undefined && at < 0 ? [{ value: "?", label: `${plainText(value)} (not one of these)` }] : [];
  return (
    <Select
      id={ids.id}
      size="xs"
      data={[...options.map(({ label }, place) => ({ value: String(place), label })), ...stranger]}
      value={value === undefined ? null : at < 0 ? "?" : String(at)}
      placeholder={fallback === undefined ? "Choose" : fallback}
      readOnly={isReadOnly}
      error={ids.isInvalid}
      aria-required={ids.isRequired || undefined}
      aria-describedby={ids.describedBy}
      searchable={options.length > SEARCHABLE_FROM}
      allowDeselect={false}
      onChange={(place) => {
        const option = options[Number(place)];
        if (option !== undefined) onChange(option.value);
      }}
    />
  );
}

export function ChoicesControl({ spec, value, ids, isReadOnly, onChange }: ControlProps) {
  const options = optionsOf(spec.control);
  const given = value ?? spec.fallback;
  const chosen: readonly JsonValue[] = Array.isArray(given) ? given : [];
  const flip = (option: Option, isOn: boolean) => {
    const next = isOn ? [...chosen, option.value] : chosen.filter((one) => one !== option.value);
    onChange(options.map((one) => one.value).filter((one) => next.includes(one)));
  };
  return (
    <fieldset className={classes["rows"]} aria-labelledby={ids.labelledBy} aria-describedby={ids.describedBy}>
      {options.map((option, at) => (
        <Checkbox
          key={option.label}
          {...(at === 0 ? { id: ids.id } : {})}
          size="xs"
          label={option.label}
          aria-label={option.label}
          checked={chosen.includes(option.value)}
          disabled={isReadOnly}
          onChange={({ currentTarget }) => flip(option, currentTarget.checked)}
        />
      ))}
    </fieldset>
  );
}

function optionsOf(control: ControlProps["spec"]["control"]): readonly Option[] {
  return control.kind === "choice" || control.kind === "choices" ? control.options : [];
}
