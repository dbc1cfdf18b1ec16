import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import type { JsonObject, JsonValue } from "@riposte/plan";
import { useRef } from "react";
import type { ReactNode } from "react";
import { Field } from "../fields/field.tsx";
import fieldClasses from "../fields/field.module.css";
import { plainText } from "../fields/literal.ts";
import { useLeft } from "../fields/use-left.ts";
import { usePanel } from "../panel-context.ts";
import { isObject } from "../schema/resolve.ts";
import classes from "./forms.module.css";

interface RowCardsProps {
  /** The step's field that holds the rows. */
  readonly field: string;
  /** What a row is called: "case". */
  readonly noun: string;
  /** Whether they are tried or done one after the other, for the buttons: "Try case 2 earlier". */
  readonly verb: string;
  /** A new row with a name that is free: `case_2`. */
  readonly fresh: (name: string) => JsonObject;
  readonly prefix: string;
  /** Of the field with its name. */
  readonly label: (at: number) => string;
  readonly placeholder?: string;
  /** The one that stands out, and why. */
  readonly lit?: { readonly at: number; readonly says: string } | null;
  /** Why it cannot be called so; null: it is now. */
  readonly onRename: (change: {
    readonly at: number;
    readonly from: string;
    readonly typed: string;
  }) => string | null;
  readonly children: (row: JsonObject, at: number) => ReactNode;
}

/** Named rows of a step, in an order that counts: one is added, moved and removed in the same way everywhere. */
export function RowCards(props: RowCardsProps) {
  const { field, noun, verb, fresh, prefix, label, placeholder, lit, onRename, children } = props;
  const { node, mayWrite, set } = usePanel();
  const rows = rowObjects(node[field]);
  const list = useRef<HTMLOListElement>(null);
  /** The keyboard goes where the row went, or to what stands in its place. */
  const focus = (at: number, what: string) =>
    requestAnimationFrame(() => {
      const card = list.current?.children[at];
      const target =
        card?.querySelector<HTMLElement>(`${what}:not(:disabled)`) ?? card?.querySelector("input");
      target?.focus();
    });
  const move = (from: number, to: number) => {
    const moved = rows[from];
    if (moved === undefined) return;
    set(`Order of ${noun}s`, { field: [field], value: rows.toSpliced(from, 1).toSpliced(to, 0, moved) });
    focus(to, `[data-move="${to < from ? "up" : "down"}"]`);
  };
  const remove = (at: number) => {
    set(`Remove a ${noun}`, { field: [field, at] });
    focus(Math.min(at, rows.length - 2), "input");
  };
  const add = () => {
    set(`Add a ${noun}`, { field: [field, rows.length], value: fresh(freeName(rows, prefix)) });
    focus(rows.length, "input");
  };
  const look = { size: "sm", variant: "subtle", color: "gray" } as const;
  return (
    <div data-field={field} className={classes["list"]}>
      <ol ref={list} className={classes["cards"]}>
        {rows.map((row, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- a row has no identity but its place
          <li key={at} className={classes["card"]} data-lit={lit?.at === at || undefined}>
            {lit?.at === at && <p className={classes["lit"]}>{lit.says}</p>}
            <div className={classes["top"]}>
              <RowName
                field={[field, at, "name"]}
                label={label(at)}
                name={plainText(row["name"])}
                placeholder={placeholder}
                onRename={(typed) => onRename({ at, from: plainText(row["name"]), typed })}
              />
              {mayWrite && (
                <>
                  <ActionIcon
                    {...look}
                    data-move="up"
                    aria-label={`${verb} ${noun} ${at + 1} earlier`}
                    disabled={at === 0}
                    onClick={() => move(at, at - 1)}
                  >
                    <IconArrowUp size={14} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    {...look}
                    data-move="down"
                    aria-label={`${verb} ${noun} ${at + 1} later`}
                    disabled={at === rows.length - 1}
                    onClick={() => move(at, at + 1)}
                  >
                    <IconArrowDown size={14} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    {...look}
                    aria-label={`Remove ${noun} ${at + 1}`}
                    disabled={rows.length === 1}
                    onClick={() => remove(at)}
                  >
                    <IconTrash size={14} aria-hidden />
                  </ActionIcon>
                </>
              )}
            </div>
            {children(row, at)}
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
            Add a {noun}
          </Button>
        </div>
      )}
    </div>
  );
}

interface RowNameProps {
  readonly field: readonly [string, number, "name"];
  readonly label: string;
  readonly name: string;
  readonly placeholder: string | undefined;
  readonly onRename: (typed: string) => string | null;
}

/** Taken when one leaves it: half a name renames nothing. */
function RowName({ field, label, name, placeholder, onRename }: RowNameProps) {
  const { mayWrite } = usePanel();
  const { text, refusal, type, leave, drop } = useLeft(name, onRename);
  return (
    <div className={fieldClasses["grow"]}>
      <Field field={field} label={label} refusal={refusal}>
        {(ids) => (
          <TextInput
            id={ids.id}
            size="xs"
            value={text}
            readOnly={!mayWrite}
            error={ids.isInvalid}
            aria-required={ids.isRequired || undefined}
            aria-describedby={ids.describedBy}
            placeholder={placeholder}
            onChange={({ currentTarget }) => type(currentTarget.value)}
            onBlur={leave}
            onKeyDown={({ key }) => {
              if (key === "Enter") leave();
              if (key === "Escape") drop();
            }}
          />
        )}
      </Field>
    </div>
  );
}

/** What a field of named rows holds. */
export function rowObjects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? (value as JsonValue[]).map((one) => (isObject(one) ? one : {})) : [];
}

function freeName(rows: readonly JsonObject[], prefix: string): string {
  const taken = new Set(rows.map(({ name }) => name));
  for (let at = rows.length + 1; ; at++) if (!taken.has(`${prefix}${at}`)) return `${prefix}${at}`;
}
