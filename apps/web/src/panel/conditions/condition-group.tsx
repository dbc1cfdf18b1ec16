import { ActionIcon, Button, NativeSelect } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useRef } from "react";
import type { ControlIds } from "../fields/field.tsx";
import { usePanel } from "../panel-context.ts";
import { ConditionRow } from "./condition-row.tsx";
import classes from "./condition.module.css";
import { EMPTY_ROW } from "./condition.ts";
import type { Group, Part } from "./condition.ts";

interface ConditionGroupProps {
  readonly ids: ControlIds;
  readonly label: string;
  readonly group: Group;
  readonly onChange: (group: Group) => void;
  /** Null: it is the outermost. */
  readonly onRemove: (() => void) | null;
}

/** Rows and groups of which all must hold, or any. */
export function ConditionGroup({ ids, label, group, onChange, onRemove }: ConditionGroupProps) {
  const { mayWrite } = usePanel();
  const box = useRef<HTMLFieldSetElement>(null);
  const { join, parts } = group;
  const write = (next: readonly Part[]) => onChange({ ...group, parts: next });
  const add = (part: Part) => {
    write([...parts, part]);
    // The keyboard goes to what is new.
    requestAnimationFrame(() => lastOf(box.current)?.focus());
  };
  const name = (at: number) => `${label}, row ${at + 1}`;
  return (
    <fieldset
      ref={box}
      className={classes["group"]}
      data-outermost={onRemove === null || undefined}
      aria-label={label}
      aria-describedby={ids.describedBy}
    >
      {(parts.length > 1 || onRemove !== null) && (
        <div className={classes["head"]}>
          <NativeSelect
            size="xs"
            aria-label={`${label}: how many must hold`}
            value={join}
            disabled={!mayWrite}
            data={[
              { value: "and", label: "All of these hold" },
              { value: "or", label: "Any of these holds" },
            ]}
            onChange={({ currentTarget }) =>
              onChange({ ...group, join: currentTarget.value === "or" ? "or" : "and" })
            }
          />
          {mayWrite && onRemove !== null && (
            <ActionIcon
              size="md"
              variant="subtle"
              color="gray"
              aria-label={`Remove the group ${label}`}
              onClick={onRemove}
            >
              <IconTrash size={14} aria-hidden />
            </ActionIcon>
          )}
        </div>
      )}
      {parts.map((part, at) => {
        const shared = {
          label: name(at),
          onRemove: parts.length === 1 && onRemove === null ? null : () => write(parts.toSpliced(at, 1)),
        };
        const inner = { ...ids, id: `${ids.id}-${at}`, describedBy: undefined, isRequired: false };
        return part.kind === "group" ? (
          <ConditionGroup
            // oxlint-disable-next-line react/no-array-index-key -- a part has no identity but its place
            key={at}
            {...shared}
            ids={inner}
            group={part}
            onChange={(next) => write(parts.with(at, next))}
          />
        ) : (
          <ConditionRow
            // oxlint-disable-next-line react/no-array-index-key -- a part has no identity but its place
            key={at}
            {...shared}
            ids={at === 0 && onRemove === null ? { ...inner, id: ids.id, isRequired: ids.isRequired } : inner}
            row={part}
            onChange={(next) => write(parts.with(at, next))}
          />
        );
      })}
      {mayWrite && (
        <div className={classes["foot"]}>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => add(EMPTY_ROW)}
          >
            Add a row
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() =>
              add({ kind: "group", join: join === "and" ? "or" : "and", parts: [EMPTY_ROW, EMPTY_ROW] })
            }
          >
            Add a group
          </Button>
        </div>
      )}
    </fieldset>
  );
}

/** The field of the row, or of the first row of the group, that stands last in it. */
function lastOf(box: HTMLElement | null): HTMLElement | null {
  const inner = box?.querySelectorAll(":scope > [data-part], :scope > fieldset");
  return inner?.[inner.length - 1]?.querySelector<HTMLElement>("[contenteditable]") ?? null;
}
