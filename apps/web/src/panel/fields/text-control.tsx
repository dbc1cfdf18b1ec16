import type { ControlProps } from "./control-props.ts";
import { fallbackText } from "./control-props.ts";
import { plainText } from "./literal.ts";
import { TemplateText } from "./template-text.tsx";

/** A text: templates are written right into it. */
export function TextControl({ spec, field, value, ids, onChange }: ControlProps) {
  const isLong = spec.control.kind === "text" && spec.control.isLong;
  return (
    <TemplateText
      field={field}
      ids={ids}
      text={plainText(value)}
      isLong={isLong}
      placeholder={fallbackText(spec)}
      onChange={(text) => onChange(text === "" && !spec.isRequired ? undefined : text)}
    />
  );
}
