import type { ControlProps } from "./control-props.ts";
import { fallbackText } from "./control-props.ts";
import { plainText } from "./literal.ts";
import { PickExisting } from "./pick-existing.tsx";
import { TemplateText } from "./template-text.tsx";

/** A text: templates are written right into it; where it names something that exists, that can be chosen. */
export function TextControl({ spec, field, value, ids, isReadOnly, onChange }: ControlProps) {
  const isLong = spec.control.kind === "text" && spec.control.isLong;
  const pick = spec.control.kind === "text" ? spec.control.pick : undefined;
  return (
    <>
      <TemplateText
        field={field}
        ids={ids}
        text={plainText(value)}
        isLong={isLong}
        placeholder={fallbackText(spec)}
        onChange={(text) => onChange(text === "" && !spec.isRequired ? undefined : text)}
      />
      {pick !== undefined && (
        <PickExisting
          pick={pick}
          label={spec.label}
          value={plainText(value)}
          isReadOnly={isReadOnly}
          onChoose={onChange}
        />
      )}
    </>
  );
}
