import type { JsonValue } from "@riposte/plan";
import { useState } from "react";
import { usePanel } from "../panel-context.ts";
import type { FieldSpec } from "../schema/field-spec.ts";
import type { InnerField } from "./control-props.ts";
import { CONTROLS } from "./controls.tsx";
import { Field } from "./field.tsx";
import { isTemplateText } from "./literal.ts";
import { TemplateText } from "./template-text.tsx";
import { useSetAside } from "./use-set-aside.ts";

/** These take templates among their text, so that there is nothing to switch. */
const TEXTUAL = new Set(["text", "cron", "texts", "pairs", "json"]);

/** One value of an action or a trigger, as its schema wants it, or a template of it. */
export function SchemaField({ spec, within, value }: InnerField) {
  const { set, mayWrite } = usePanel();
  const { control, label } = spec;
  const field = [...within, spec.name];
  // A template that is begun, or half deleted, looks like none; what undo or somebody else puts there is no wish.
  const [begun, setBegun] = useState<string | null>(null);
  const [isTyped, setTyped] = useState(false);
  const aside = useSetAside();
  const isTextual = TEXTUAL.has(control.kind);
  const isBegun = begun !== null && value === begun;
  const isTemplate = !isTextual && control.kind !== "variants" && (isTemplateText(value) || isBegun);
  const write = (next: JsonValue | undefined) => set(label, { field, value: next });
  const startTemplate = (text: string, { typed = false } = {}) => {
    setTyped(typed);
    // What was typed on the way to a template is no value that one had.
    if (!isTemplate && !typed) aside.keep(field, value);
    setBegun(text);
    write(text);
  };
  const flip = () => {
    if (!isTemplate) return startTemplate("{{  }}");
    setBegun(null);
    write(aside.last(field));
  };
  const Control = CONTROLS[control.kind];
  const isInner = control.kind === "group" || control.kind === "variants";
  return (
    <Field
      field={field}
      label={label}
      name={spec.name}
      help={helpOf(spec)}
      isRequired={spec.isRequired}
      isGroup={isInner && !isTemplate}
      toggle={isTextual || control.kind === "variants" ? null : { isTemplate, flip }}
      clear={
        spec.isRequired || value === undefined || (control.kind === "text" && value === "")
          ? null
          : () => write(undefined)
      }
      {...(isTextual ? {} : { onDropPath: (path: string) => startTemplate(`{{ ${path} }}`) })}
    >
      {(ids) =>
        isTemplate ? (
          <TemplateText
            field={field}
            ids={ids}
            text={typeof value === "string" ? value : ""}
            isLong
            isContinued={isTyped}
            onChange={(text) => {
              setBegun(text);
              write(text);
            }}
          />
        ) : (
          <Control
            spec={spec}
            field={field}
            value={value}
            ids={ids}
            isReadOnly={!mayWrite}
            inner={inner}
            onChange={(next) => {
              // A template was typed where a value goes.
              if (isTemplateText(next) && !isTextual) startTemplate(next, { typed: true });
              else write(next);
            }}
          />
        )
      }
    </Field>
  );
}

function helpOf({ help, fallback, control }: FieldSpec): string | null {
  const isShown = control.kind !== "text" && control.kind !== "number" && control.kind !== "choice";
  const usual =
    isShown && Array.isArray(fallback) && fallback.length > 0 ? `Otherwise: ${fallback.join(", ")}.` : "";
  const says = [help ?? "", usual].filter(Boolean).join(". ");
  return says === "" ? null : says;
}

function inner(props: InnerField) {
  return <SchemaField {...props} />;
}
