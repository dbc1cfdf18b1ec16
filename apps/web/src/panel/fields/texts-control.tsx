import { ActionIcon, Button } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { JsonValue } from "@riposte/plan";
import { useRef } from "react";
import type { ControlProps } from "./control-props.ts";
import classes from "./field.module.css";
import { isTemplateText, plainText } from "./literal.ts";
import { TemplateText } from "./template-text.tsx";

/** A list of texts, each of which may be a template; or the list as a whole is one. */
export function TextsControl({ spec, field, value, ids, isReadOnly, onChange }: ControlProps) {
  const mayBeOne = spec.control.kind === "texts" && spec.control.mayBeOne;
  const list = useRef<HTMLFieldSetElement>(null);
  const rows = rowsOf(value);
  const isList = Array.isArray(value);
  const write = (next: readonly JsonValue[]) => {
    const [only = ""] = next;
    const isOne = next.length <= 1 && ((mayBeOne && !isList) || isTemplateText(only));
    const isEmpty = next.length === 0 || (next.length === 1 && only === "" && !spec.isRequired && !isList);
    onChange(isEmpty ? undefined : isOne ? only : next);
  };
  const put = (at: number, item: JsonValue) => write(rows.with(at, item));
  const goTo = (at: number) =>
    requestAnimationFrame(() =>
      list.current?.querySelectorAll<HTMLElement>("[contenteditable]")[at]?.focus(),
    );
  const add = (at: number, items: readonly JsonValue[]) => {
    write(rows.toSpliced(at, 0, ...items));
    goTo(at + items.length - 1);
  };
  const remove = (at: number) => {
    write(rows.toSpliced(at, 1));
    // The button under the finger is the next entry's now.
    goTo(Math.min(at, rows.length - 2));
  };
  return (
    <fieldset
      ref={list}
      className={classes["rows"]}
      aria-labelledby={ids.labelledBy}
      aria-describedby={ids.describedBy}
    >
      {rows.map((item, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- entries have no identity but their place
        <div key={at} className={classes["row"]} data-field={isList ? [...field, at].join(".") : undefined}>
          <div className={classes["grow"]}>
            <TemplateText
              field={isList ? [...field, at] : field}
              ids={{ ...ids, id: at === 0 ? ids.id : `${ids.id}-${at}`, describedBy: undefined }}
              ariaLabel={`${spec.label}, entry ${at + 1}`}
              text={plainText(item)}
              onChange={(text) => put(at, text)}
              onEnter={() => add(at + 1, [""])}
              onPasteLines={(lines) => add(at, lines)}
            />
          </div>
          {!isReadOnly && rows.length > 1 && (
            <ActionIcon
              size="md"
              variant="subtle"
              color="gray"
              aria-label={`Remove entry ${at + 1} of ${spec.label}`}
              onClick={() => remove(at)}
            >
              <IconTrash size={14} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {!isReadOnly && (
        <div>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => add(rows.length, [""])}
          >
            Add an entry
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function rowsOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (Array.isArray(value)) return value.length === 0 ? [""] : (value as readonly JsonValue[]);
  return [value ?? ""];
}
