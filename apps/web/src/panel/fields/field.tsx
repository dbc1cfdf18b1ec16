import { ActionIcon, Tooltip } from "@mantine/core";
import { IconBraces, IconForms, IconX } from "@tabler/icons-react";
import type { FieldPath } from "@riposte/draft";
import type { Diagnostic } from "@riposte/plan";
import { useId } from "react";
import type { DragEvent, ReactNode } from "react";
import { OthersAtField } from "../../presence/others-at-field.tsx";
import { fieldText, usePanel, useProblems } from "../panel-context.ts";
import { DRAGGED_PATH } from "../template/insert-path.ts";
import classes from "./field.module.css";

/** What connects a control with its label, its help and its errors. */
export interface ControlIds {
  readonly id: string;
  readonly labelledBy: string;
  readonly describedBy: string | undefined;
  readonly isInvalid: boolean;
  readonly isRequired: boolean;
}

interface FieldToggle {
  readonly isTemplate: boolean;
  readonly flip: () => void;
  /** What it does; absent: between a value and a template. */
  readonly says?: string;
}

interface FieldProps {
  readonly field: FieldPath;
  readonly label: string;
  /** The name that files and templates know it by. */
  readonly name?: string;
  readonly help?: string | null;
  readonly isRequired?: boolean;
  /** Why what stands there was not taken. */
  readonly refusal?: string | null;
  /** Two ways to fill it in; null: there is one only. */
  readonly toggle?: FieldToggle | null;
  readonly clear?: (() => void) | null;
  /** A path from the tree of data was dropped on a control that takes no text. */
  readonly onDropPath?: (path: string) => void;
  /** Only the problems of the field itself: what is within has fields of its own. */
  readonly isGroup?: boolean;
  readonly children: (ids: ControlIds) => ReactNode;
}

/** A label, a way to fill it in, help, and in words what is wrong. */
export function Field(props: FieldProps) {
  const {
    field,
    label,
    name,
    help,
    isRequired = false,
    refusal = null,
    toggle = null,
    clear = null,
    onDropPath,
    isGroup,
    children,
  } = props;
  const { mayWrite, node } = usePanel();
  const path = fieldText(field);
  const all = useProblems(field);
  const problems = isGroup === true ? all.filter((problem) => problem.field === path) : all;
  const id = useId();
  const described = [
    ...(help === null || help === undefined ? [] : [`${id}-help`]),
    ...(problems.length === 0 ? [] : [`${id}-problems`]),
    ...(refusal === null ? [] : [`${id}-refusal`]),
  ].join(" ");
  const ids = {
    id,
    labelledBy: `${id}-label`,
    describedBy: described === "" ? undefined : described,
    isInvalid: refusal !== null || problems.some(({ severity }) => severity === "error"),
    isRequired,
  };
  const drop =
    onDropPath === undefined
      ? {}
      : {
          onDragOver: (event: DragEvent) => {
            if (event.dataTransfer.types.includes(DRAGGED_PATH)) event.preventDefault();
          },
          onDrop: (event: DragEvent) => {
            const dragged = event.dataTransfer.getData(DRAGGED_PATH);
            if (dragged === "") return;
            event.preventDefault();
            onDropPath(dragged);
          },
        };
  return (
    <div
      className={classes["field"]}
      data-field={path}
      data-group={isGroup}
      data-wrong={ids.isInvalid || undefined}
      {...drop}
    >
      <div className={classes["line"]}>
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- what it labels is reached by Tab */}
        <label
          id={ids.labelledBy}
          htmlFor={id}
          className={classes["label"]}
          title={name ?? path}
          // Of an editor no label does it by itself.
          onClick={() =>
            document.querySelector<HTMLElement>(`[contenteditable][id="${CSS.escape(id)}"]`)?.focus()
          }
        >
          {label}
          {isRequired && (
            <span className={classes["required"]} aria-hidden title="Required">
              *
            </span>
          )}
        </label>
        <OthersAtField step={node.id} field={path} />
        {mayWrite && clear !== null && (
          <Tooltip label={`Clear ${label}`}>
            <ActionIcon size="sm" variant="subtle" color="gray" aria-label={`Clear ${label}`} onClick={clear}>
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
        {mayWrite && toggle !== null && <Toggle {...toggle} label={label} />}
      </div>
      {children(ids)}
      <Problems id={`${id}-problems`} problems={problems} path={path} />
      {refusal !== null && (
        <p id={`${id}-refusal`} role="alert" className={classes["refusal"]}>
          {refusal}
        </p>
      )}
      {help !== null && help !== undefined && (
        <p id={`${id}-help`} className={classes["help"]}>
          {help}
        </p>
      )}
    </div>
  );
}

function Toggle({ isTemplate, flip, says, label }: FieldToggle & { readonly label: string }) {
  const usual = isTemplate ? "Give a value" : "Write a template";
  const long = isTemplate ? `Give ${label} a value` : `Write ${label} as a template`;
  const Icon = isTemplate ? IconForms : IconBraces;
  return (
    <Tooltip label={says ?? usual}>
      <ActionIcon size="sm" variant="subtle" color="gray" aria-label={says ?? long} onClick={flip}>
        <Icon size={14} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

/** What stands in a list is counted from 1. */
function partWords(part: string): string {
  return part.replace(/^\d+/, (index) => `entry ${Number(index) + 1}`);
}

function Problems({ id, problems, path }: { id: string; problems: readonly Diagnostic[]; path: string }) {
  if (problems.length === 0) return null;
  return (
    <ul id={id} className={classes["problems"]}>
      {problems.map((problem) => (
        <li key={`${problem.code} ${problem.field} ${problem.message}`} data-severity={problem.severity}>
          {problem.field !== undefined && problem.field !== path && (
            <span className={classes["at"]}>At {partWords(problem.field.slice(path.length + 1))}: </span>
          )}
          {problem.message}
          {problem.range !== undefined && ` (${placeWords(problem.range)})`}
          {problem.hint !== undefined && <span className={classes["hint"]}> {problem.hint}</span>}
        </li>
      ))}
    </ul>
  );
}

function placeWords({ line, column }: { readonly line: number; readonly column: number }): string {
  return line === 1 ? `at character ${column}` : `line ${line}, character ${column}`;
}
