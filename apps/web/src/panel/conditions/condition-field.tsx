import type { FieldPath } from "@riposte/draft";
import { useState } from "react";
import { Field } from "../fields/field.tsx";
import { TemplateText } from "../fields/template-text.tsx";
import { ConditionRows } from "./condition-rows.tsx";
import classes from "./condition.module.css";
import type { Group } from "./condition.ts";
import { rowsOf } from "./from-template.ts";
import { templateOf } from "./to-template.ts";

interface ConditionFieldProps {
  readonly field: FieldPath;
  readonly label: string;
  readonly help?: string;
  readonly placeholder: string;
  readonly text: string;
  /** Where it may be left out. */
  readonly clear?: (() => void) | null;
  readonly onChange: (text: string) => void;
}

const LOOK_KEY = "riposte.panel.conditions";

/** A condition as rows or as a template, whichever one likes: it is the same text that is kept. */
export function ConditionField(props: ConditionFieldProps) {
  const { field, label, help, placeholder, text, clear, onChange } = props;
  const [wantsRows, setWantsRows] = useState(() => localStorage.getItem(LOOK_KEY) === "rows");
  const { group, unsaid, write } = useRows(text, onChange);
  const flip = () => {
    localStorage.setItem(LOOK_KEY, wantsRows ? "template" : "rows");
    setWantsRows(!wantsRows);
  };
  return (
    <Field
      field={field}
      label={label}
      help={help ?? null}
      isRequired={clear === undefined}
      clear={clear ?? null}
      toggle={{
        isTemplate: !wantsRows,
        flip,
        says: wantsRows ? `Write ${label} as a template` : `Show ${label} as rows`,
      }}
    >
      {(ids) =>
        wantsRows && group !== null ? (
          <ConditionRows ids={ids} label={label} text={text} group={group} onChange={write} />
        ) : (
          <>
            <TemplateText
              field={field}
              ids={ids}
              mode="expression"
              text={text}
              placeholder={placeholder}
              onChange={onChange}
            />
            {wantsRows && <Unsaid part={unsaid} />}
          </>
        )
      }
    </Field>
  );
}

interface Typed {
  readonly group: Group;
  readonly of: string;
}

/** Rows as they are typed stay as they are, also those that say nothing yet, until somebody else changes the text. */
function useRows(text: string, onChange: (text: string) => void) {
  const [typed, setTyped] = useState<Typed | null>(null);
  const found = typed?.of === text ? typed : rowsOf(text);
  return {
    group: "group" in found ? found.group : null,
    unsaid: "unsaid" in found ? found.unsaid : null,
    write: (group: Group) => {
      const next = templateOf(group);
      setTyped({ group, of: next });
      if (next !== text) onChange(next);
    },
  };
}

function Unsaid({ part }: { readonly part: string | null }) {
  return (
    <p className={classes["unsaid"]}>
      It stays a template: {part === null ? "it cannot be read yet." : "no row can say "}
      {part !== null && <code>{part}</code>}
    </p>
  );
}
