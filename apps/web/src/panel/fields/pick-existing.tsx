import { Button, Select } from "@mantine/core";
import { IconListSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { Pick } from "../schema/field-spec.ts";
import classes from "./field.module.css";
import { useExisting } from "./use-existing.ts";

interface PickExistingProps {
  readonly pick: Pick;
  /** Of the field. */
  readonly label: string;
  readonly value: string;
  readonly isReadOnly: boolean;
  readonly onChoose: (value: string) => void;
}

const NOUNS = {
  alert: "an alert",
  person: "a person",
  playbook: "a playbook",
  connector: "a connector",
  names: "from the list",
} as const satisfies Record<Pick["of"], string>;

function focusOn(input: HTMLInputElement | null): void {
  input?.focus();
}

/** Whether an option of its list is the one that Enter takes. */
function isMarked(input: HTMLInputElement): boolean {
  const list = document.getElementById(input.getAttribute("aria-controls") ?? "");
  return (list?.querySelector("[data-combobox-selected]") ?? null) !== null;
}

/** Offers what really exists by its name, writes its id, and tells the name of what is written. */
export function PickExisting({ pick, label, value, isReadOnly, onChoose }: PickExistingProps) {
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const { options, isCurrent, named } = useExisting(pick, { typed, isOpen, value });
  const choose = (chosen: string | null) => {
    if (chosen !== null) onChoose(chosen);
    setOpen(false);
    setTyped("");
  };
  if (!isOpen)
    return (
      <div className={classes["picked"]}>
        {!isReadOnly && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconListSearch size={14} aria-hidden />}
            aria-label={`Choose ${NOUNS[pick.of]} for ${label}`}
            onClick={() => setOpen(true)}
          >
            Choose {NOUNS[pick.of]}
          </Button>
        )}
        {named !== null && <span className={classes["named"]}>{named}</span>}
      </div>
    );
  return (
    <Select
      size="xs"
      aria-label={`${label}: choose ${NOUNS[pick.of]}`}
      placeholder={`Choose ${NOUNS[pick.of]}`}
      ref={focusOn}
      searchable
      defaultDropdownOpened
      // They are found by the server, or below by what they are called.
      filter={({ options: all }) => all}
      data={options}
      value={options.some((option) => option.value === value) ? value : null}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage="Nothing is called that."
      onChange={choose}
      onBlur={() => setOpen(false)}
      onKeyDown={(event) => {
        // The first that is found; what was found for less than is typed now is nobody's choice.
        if (event.key === "Enter" && typed !== "" && !isMarked(event.currentTarget)) {
          event.preventDefault();
          const [first] = isCurrent ? options : [];
          if (first !== undefined) choose(first.value);
        }
        if (event.key !== "Escape") return;
        event.stopPropagation();
        setOpen(false);
      }}
    />
  );
}
