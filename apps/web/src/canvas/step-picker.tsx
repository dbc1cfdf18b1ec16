/* oxlint-disable jsx-a11y/prefer-tag-over-role -- no tag is a list in groups that one searches by typing */
import { TextInput, VisuallyHidden } from "@mantine/core";
import { IconPencilExclamation, IconSearch } from "@tabler/icons-react";
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from "react";
import type { DragEvent, KeyboardEvent } from "react";
import type { Choice } from "./choices.ts";
import { searchChoices } from "./choices.ts";
import { KINDS } from "./kinds.ts";
import { StepIcon } from "./step-icon.tsx";
import classes from "./step-picker.module.css";

export const DRAGGED_CHOICE = "application/x-riposte-step";

interface StepPickerProps {
  readonly choices: readonly Choice[];
  readonly onPick: (choice: Choice) => void;
  readonly label: string;
  readonly takesFocus?: boolean;
  /** Steps can be dragged from here onto the canvas. */
  readonly draggable?: boolean;
  /** Shown above all others until something is typed: what may be wanted next. */
  readonly first?: readonly ChoiceSection[];
}

export interface ChoiceSection {
  readonly title: string;
  readonly says: string;
  readonly choices: readonly Choice[];
}

const NO_SECTIONS: readonly ChoiceSection[] = [];

/** Everything that can be added, by kind, found by typing: arrows choose, Enter adds. */
export function StepPicker({
  choices,
  onPick,
  label,
  takesFocus = false,
  draggable = false,
  first = NO_SECTIONS,
}: StepPickerProps) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) search.current?.focus();
  }, [takesFocus]);
  const sought = useDeferredValue(typed);
  const sections = useMemo(
    () => [...(sought.trim() === "" ? first : []), ...byKind(searchChoices(choices, sought))],
    [choices, first, sought],
  );
  const found = useMemo(() => sections.flatMap((section) => section.choices), [sections]);
  const active = Math.min(at, found.length - 1);

  const go = (to: number) => {
    const next = Math.max(0, Math.min(found.length - 1, to));
    setAt(next);
    list.current?.querySelector(`[data-at="${next}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + 8,
      PageUp: active - 8,
    };
    const to = moves[event.key];
    // What is shown comes a moment after what is typed: Enter means what is typed.
    const choice = sought === typed ? found[active] : byKind(searchChoices(choices, typed))[0]?.choices[0];
    if (to !== undefined) go(to);
    else if (event.key === "Enter" && choice !== undefined) onPick(choice);
    else return;
    event.preventDefault();
  };

  return (
    <div className={classes["picker"]}>
      <TextInput
        size="xs"
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
        data-first
        placeholder="Search steps"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={typed}
        ref={search}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={listId} role="listbox" aria-label={label} className={classes["list"]} tabIndex={-1}>
        {sections.map(({ title, says, choices: shown }, section) => {
          const start = sections.slice(0, section).reduce((sum, { choices: { length } }) => sum + length, 0);
          return (
            <div key={title} role="group" aria-label={title}>
              <div className={classes["kind"]} aria-hidden title={says}>
                {title}
              </div>
              {shown.map((choice, place) => (
                <Option
                  key={choice.key}
                  id={`${listId}-${start + place}`}
                  {...{ choice, draggable }}
                  index={start + place}
                  isActive={start + place === active}
                  onPick={() => onPick(choice)}
                />
              ))}
            </div>
          );
        })}
      </div>
      {found.length === 0 && (
        <p className={classes["none"]}>
          No step is called "{typed}". A script of your own becomes one: New action.
        </p>
      )}
    </div>
  );
}

/** In groups by kind, the kind of what fits best first. */
function byKind(found: readonly Choice[]): readonly ChoiceSection[] {
  return [...Map.groupBy(found, ({ kind }) => kind)].map(([kind, choices]) => ({
    title: KINDS[kind].plural,
    says: KINDS[kind].says,
    choices,
  }));
}

interface OptionProps {
  readonly id: string;
  readonly choice: Choice;
  readonly index: number;
  readonly isActive: boolean;
  readonly draggable: boolean;
  readonly onPick: () => void;
}

function Option({ id, choice, index, isActive, draggable, onPick }: OptionProps) {
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(DRAGGED_CHOICE, choice.key);
    event.dataTransfer.effectAllowed = "copy";
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the search field has the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      data-at={index}
      className={classes["option"]}
      data-kind={choice.kind}
      title={`${choice.name}: ${choice.description}`}
      draggable={draggable}
      {...(draggable ? { onDragStart } : {})}
      onClick={onPick}
    >
      <StepIcon kind={choice.kind} node={choice.node} icon={choice.icon} logo={choice.logo} />
      <span className={classes["name"]}>{choice.name}</span>
      {choice.writes && (
        <span className={classes["writes"]} title="Writes to the outside">
          <IconPencilExclamation size={14} aria-hidden />
          <VisuallyHidden>writes</VisuallyHidden>
        </span>
      )}
    </div>
  );
}
