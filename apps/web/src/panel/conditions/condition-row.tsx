import { ActionIcon, NativeSelect, TextInput, Tooltip } from "@mantine/core";
import { IconBraces, IconForms, IconTrash } from "@tabler/icons-react";
import { glance } from "../../run/value/value-rows.ts";
import { findData } from "../data/scope.ts";
import type { ControlIds } from "../fields/field.tsx";
import { usePanel } from "../panel-context.ts";
import { keysOf } from "../template/cursor-context.ts";
import { DRAGGED_PATH } from "../template/insert-path.ts";
import { TemplateInput } from "../template/template-input.tsx";
import classes from "./condition.module.css";
import { OPERATORS } from "./condition.ts";
import type { Operand, Operator, Row } from "./condition.ts";

interface ConditionRowProps {
  readonly ids: ControlIds;
  readonly label: string;
  readonly row: Row;
  readonly onChange: (row: Row) => void;
  /** Null: it is the only one. */
  readonly onRemove: (() => void) | null;
}

const CHOICES = Object.entries(OPERATORS).map(([value, { words }]) => ({ value, label: words }));
const NO_VALUE: Operand = { kind: "value", text: "" };

/** A field, how it is compared, and with what. */
export function ConditionRow({ ids, label, row, onChange, onRemove }: ConditionRowProps) {
  const { mayWrite } = usePanel();
  const choose = (operator: Operator) =>
    onChange({ ...row, operator, value: OPERATORS[operator].takesValue ? (row.value ?? NO_VALUE) : null });
  return (
    <div className={classes["row"]} data-part>
      <TemplateInput
        ids={{ ...ids, isInvalid: false }}
        ariaLabel={`${label}: field`}
        mode="expression"
        text={row.field}
        placeholder="steps.check.score"
        onChange={(field) => onChange({ ...row, field })}
      />
      <LastValue field={row.field} />
      <div className={classes["compared"]}>
        <NativeSelect
          size="xs"
          className={classes["operator"] ?? ""}
          aria-label={`${label}: operator`}
          value={row.operator}
          data={CHOICES}
          disabled={!mayWrite}
          onChange={({ currentTarget }) => choose(currentTarget.value as Operator)}
        />
        {row.value !== null && (
          <RowValue
            ids={{ ...ids, id: `${ids.id}-value`, isRequired: false, isInvalid: false }}
            label={label}
            value={row.value}
            onChange={(value) => onChange({ ...row, value })}
          />
        )}
        {mayWrite && onRemove !== null && (
          <ActionIcon
            size="md"
            variant="subtle"
            color="gray"
            aria-label={`Remove ${label}`}
            onClick={onRemove}
          >
            <IconTrash size={14} aria-hidden />
          </ActionIcon>
        )}
      </div>
    </div>
  );
}

/** What the field was in the chosen run, where it is a path. */
function LastValue({ field }: { readonly field: string }) {
  const { scope } = usePanel();
  const found = /^[\w.[\]'" -]+$/.test(field) ? findData(keysOf(field), scope) : null;
  if (found?.value === undefined) return null;
  return <span className={classes["last"]}>It was {glance(found.value)}</span>;
}

interface RowValueProps {
  readonly ids: ControlIds;
  readonly label: string;
  readonly value: Operand;
  readonly onChange: (value: Operand) => void;
}

function RowValue({ ids, label, value, onChange }: RowValueProps) {
  const { mayWrite } = usePanel();
  const isData = value.kind === "data";
  const put = (next: Operand) => {
    onChange(next);
    if (next.kind !== value.kind) requestAnimationFrame(() => document.getElementById(ids.id)?.focus());
  };
  const Icon = isData ? IconForms : IconBraces;
  return (
    <>
      <div className={classes["value"]}>
        {isData ? (
          <TemplateInput
            ids={ids}
            ariaLabel={`${label}: data`}
            mode="expression"
            text={value.text}
            placeholder="vars.limit"
            onChange={(text) => onChange({ kind: "data", text })}
          />
        ) : (
          <TextInput
            id={ids.id}
            size="xs"
            aria-label={`${label}: value`}
            value={value.text}
            readOnly={!mayWrite}
            onChange={({ currentTarget }) => put(typed(currentTarget.value))}
            onDrop={(event) => {
              const path = event.dataTransfer.getData(DRAGGED_PATH);
              if (path === "" || !mayWrite) return;
              event.preventDefault();
              put({ kind: "data", text: path });
            }}
          />
        )}
      </div>
      {mayWrite && (
        <Tooltip label={isData ? "Compare with a value" : "Compare with data"}>
          <ActionIcon
            size="md"
            variant="subtle"
            color="gray"
            aria-label={isData ? `Compare ${label} with a value` : `Compare ${label} with data`}
            onClick={() => put({ kind: isData ? "value" : "data", text: isData ? "" : value.text })}
          >
            <Icon size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  );
}

/** A whole template where a value goes is data. */
function typed(text: string): Operand {
  const inner = /^\s*\{\{\s*(.*?)\s*\}\}\s*$/s.exec(text)?.[1];
  return inner === undefined ? { kind: "value", text } : { kind: "data", text: inner };
}
