/* oxlint-disable jsx-a11y/prefer-tag-over-role -- no tag is a list in groups that one searches by typing */
import { Kbd, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import classes from "./step-picker.module.css";

/** Something that can be asked for by its words. */
export interface CommandEntry {
  readonly key: string;
  readonly group: "Add" | "Do" | "Go to";
  readonly label: string;
  /** Found by as well, in lower case. */
  readonly words: string;
  readonly icon: ReactNode;
  /** Its keys, for people. */
  readonly keys?: readonly string[];
  readonly run: () => void;
}

interface CommandMenuProps {
  readonly entries: readonly CommandEntry[];
  /** What one types into it. */
  readonly hint?: string;
}

const MOST = 60;

/** Everything one can do on the canvas, by typing what it is called: arrows choose, Enter does it. */
export function CommandMenu({ entries, hint = "Add a step, go to one, or do something" }: CommandMenuProps) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const listId = useId();
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => search.current?.focus(), []);
  const found = useMemo(() => searchEntries(entries, typed), [entries, typed]);
  const active = Math.min(at, found.length - 1);
  const go = (to: number) => {
    const next = Math.max(0, Math.min(found.length - 1, to));
    setAt(next);
    list.current?.querySelector(`[data-at="${next}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") go(active + 1);
    else if (event.key === "ArrowUp") go(active - 1);
    else if (event.key === "Enter") found[active]?.run();
    else return;
    event.preventDefault();
  };
  return (
    <div className={classes["picker"]}>
      <TextInput
        ref={search}
        size="xs"
        role="combobox"
        aria-label="Add, do or go to"
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
        placeholder={hint}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label="Add, do or go to"
        className={classes["list"]}
        tabIndex={-1}
      >
        {[...Map.groupBy(found, ({ group }) => group)].map(([group, members]) => (
          <div key={group} role="group" aria-label={group}>
            <div className={classes["kind"]} aria-hidden>
              {group}
            </div>
            {members.map((entry) => (
              <Entry
                key={entry.key}
                entry={entry}
                index={found.indexOf(entry)}
                id={`${listId}-${found.indexOf(entry)}`}
                isActive={found[active] === entry}
              />
            ))}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={classes["none"]}>Nothing is called "{typed}".</p>}
    </div>
  );
}

interface EntryProps {
  readonly entry: CommandEntry;
  readonly index: number;
  readonly id: string;
  readonly isActive: boolean;
}

function Entry({ entry: { label, icon, keys, run }, index, id, isActive }: EntryProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the search field has the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      data-at={index}
      className={classes["option"]}
      onClick={run}
    >
      {icon}
      <span className={classes["name"]}>{label}</span>
      {keys !== undefined && (
        <span aria-hidden>
          {keys.map((key) => (
            <Kbd key={key} size="xs">
              {key}
            </Kbd>
          ))}
        </span>
      )}
    </div>
  );
}

/** Every word typed is found; groups stand in the order of what fits best, so that Enter means the first. */
function searchEntries(entries: readonly CommandEntry[], typed: string): readonly CommandEntry[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = entries
    .filter(({ label, words: more }) =>
      words.every((word) => `${label.toLowerCase()} ${more}`.includes(word)),
    )
    .map((entry) => ({
      entry,
      rank: words.length === 0 ? UNASKED[entry.group] : rank(entry.label.toLowerCase(), words),
    }))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ entry }) => entry);
  return [...Map.groupBy(fitting, ({ group }) => group).values()].flat();
}

/** Who types nothing yet looks for what can be done; steps to add have menus of their own. */
const UNASKED: Readonly<Record<CommandEntry["group"], number>> = { Do: 0, "Go to": 1, Add: 2 };

function rank(label: string, [first = ""]: readonly string[]): number {
  if (label.startsWith(first)) return 0;
  return label.includes(` ${first}`) ? 1 : label.includes(first) ? 2 : 3;
}
