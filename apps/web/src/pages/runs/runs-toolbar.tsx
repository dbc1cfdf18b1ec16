import { RUN_STATES } from "@riposte/plan/run-states";
import { Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { useState } from "react";
import { SearchField } from "../../address/search-field.tsx";
import { trpc } from "../../api/trpc.ts";
import { StateBadge } from "../../shell/state-badge.tsx";
import { statesOf, timeOf, TIMES } from "./run-filters.ts";
import type { RunFilters } from "./run-filters.ts";
import classes from "./runs-toolbar.module.css";

interface RunsToolbarProps {
  readonly filters: RunFilters;
  readonly onChange: (change: Partial<RunFilters>, options?: { readonly push: boolean }) => void;
  readonly counts: inferOutput<typeof trpc.runs.counts> | undefined;
}

/** What is chosen by a click is a page to come back to; what is typed is not, letter by letter. */
const CLICKED = { push: true };

const TIME_CHOICES = [
  { value: "", label: "Any time" },
  ...Object.entries(TIMES).map(([value, { label }]) => ({ value, label })),
  { value: "custom", label: "Between…" },
];

export function RunsToolbar({ filters, onChange, counts }: RunsToolbarProps) {
  const [isAsked, setAsked] = useState(false);
  const isWanted = isAsked || filters.playbook !== "";
  const playbooks = useQuery(trpc.playbooks.list.queryOptions(undefined, { enabled: isWanted }));
  const chosen = statesOf(filters.states);
  const time = timeOf(filters);
  const choices = (playbooks.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <search className={classes["toolbar"]} aria-label="Runs">
      <div className={classes["line"]}>
        <SearchField
          label="Search playbook, id, error, event"
          value={filters.text}
          onSearch={(text) => onChange({ text })}
        />
        <Select
          size="xs"
          w={220}
          aria-label="Playbook"
          placeholder="All playbooks"
          data={choices}
          value={filters.playbook === "" ? null : filters.playbook}
          onChange={(playbook) => onChange({ playbook: playbook ?? "" }, CLICKED)}
          searchable
          clearable
          onFocus={() => setAsked(true)}
          nothingFoundMessage={playbooks.isPending ? "Reading the playbooks…" : "There is none called so."}
        />
        <Select
          size="xs"
          w={150}
          aria-label="Time"
          data={TIME_CHOICES}
          value={time}
          allowDeselect={false}
          onChange={(next) => onChange({ time: next ?? "", from: "", to: "" }, CLICKED)}
        />
        {time === "custom" && (
          <>
            <Instant label="From" value={filters.from} onChange={(from) => onChange({ from })} />
            <Instant label="Until" value={filters.to} onChange={(to) => onChange({ to })} />
          </>
        )}
      </div>
      <fieldset className={classes["states"]}>
        <legend className={classes["legend"]}>States</legend>
        {RUN_STATES.map((state) => {
          const isChosen = chosen.includes(state);
          const next = isChosen ? chosen.filter((each) => each !== state) : [...chosen, state];
          return (
            <button
              key={state}
              type="button"
              aria-pressed={isChosen}
              className={classes["state"]}
              onClick={() => onChange({ states: next.join(",") }, CLICKED)}
            >
              <StateBadge state={state} />
              <span>{(counts?.states[state] ?? 0).toLocaleString("en")}</span>
            </button>
          );
        })}
        {counts?.more === true && <span className={classes["more"]}>of the newest 10,000</span>}
      </fieldset>
    </search>
  );
}

interface InstantProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A date and a time in the browser's zone. */
function Instant({ label, value, onChange }: InstantProps) {
  return (
    <TextInput
      size="xs"
      type="datetime-local"
      aria-label={label}
      title={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
