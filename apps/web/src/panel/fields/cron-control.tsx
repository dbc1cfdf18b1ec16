import type { ControlProps } from "./control-props.ts";
import { fallbackText } from "./control-props.ts";
import classes from "./field.module.css";
import { isTemplateText, plainText } from "./literal.ts";
import { TemplateText } from "./template-text.tsx";
import { useCronWords } from "./use-cron-words.ts";

/** Times that come again and again, and in a sentence when that is. */
export function CronControl({ spec, field, value, ids, onChange }: ControlProps) {
  const text = plainText(value);
  const words = useCronWords(isTemplateText(text) ? "" : text);
  return (
    <>
      <TemplateText
        field={field}
        ids={ids}
        text={text}
        isCode
        placeholder={fallbackText(spec) ?? "0 8 * * 1-5"}
        onChange={(next) => onChange(next === "" && !spec.isRequired ? undefined : next)}
      />
      {words !== null && <p className={classes[words.isFault ? "warn" : "help"]}>{words.text}</p>}
    </>
  );
}
