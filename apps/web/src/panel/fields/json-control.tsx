import { useState } from "react";
import type { ControlProps } from "./control-props.ts";
import classes from "./field.module.css";
import { jsonFault, jsonOrText, jsonText, isTemplateText } from "./literal.ts";
import { TemplateText } from "./template-text.tsx";

/** Any value as JSON, with templates in its texts; a text that is no JSON counts as a text. */
export function JsonControl({ spec, field, value, ids, onChange }: ControlProps) {
  const [typed, setTyped] = useState<{ readonly text: string; readonly of: string } | null>(null);
  const written = jsonText(value);
  // What one types stays as it is typed, until somebody else changes the value.
  const text = typed !== null && typed.of === written ? typed.text : written;
  const wanted = spec.control.kind === "json" ? spec.control.wanted : "anything";
  const fault = isTemplateText(value) ? null : jsonFault(text);
  const isText = typeof value === "string" && fault === null && value !== "" && !isTemplateText(value);
  return (
    <>
      <TemplateText
        field={field}
        ids={ids}
        text={text}
        isLong
        isCode
        hasPreview={isTemplateText(value)}
        placeholder={{ anything: "JSON, or a text", object: '{ "name": "value" }', list: "[ ]" }[wanted]}
        onChange={(next) => {
          const tree = next === "" ? undefined : jsonOrText(next);
          setTyped({ text: next, of: jsonText(tree) });
          onChange(tree);
        }}
      />
      {fault !== null && (
        <p className={classes["warn"]}>This is not JSON yet, so it counts as a text. {fault}</p>
      )}
      {isText && wanted === "anything" && <p className={classes["help"]}>Counts as a text.</p>}
    </>
  );
}
