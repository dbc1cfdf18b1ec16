import { Button, NumberInput, Select, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { readApiError } from "../../api/api-error.ts";
import { client, trpc } from "../../api/trpc.ts";
import { useDraft, useDraftStore } from "../../canvas/draft-store.ts";
import { whenSaved } from "../../canvas/when-saved.ts";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { TIMES } from "../runs/run-filters.ts";
import classes from "./editor-pages.module.css";

const USUAL = 20;
const MOST = 200;

const ANY_TIME = "any";
const BETWEEN = "between";
const TIME_CHOICES = [
  { value: ANY_TIME, label: "Whenever they were" },
  ...Object.entries(TIMES).map(([value, { label }]) => ({ value, label })),
  { value: BETWEEN, label: "Between…" },
];

/** Holds the draft against what the playbook's last runs met. */
export function EditorBacktest() {
  const draft = useDraftStore();
  const playbook = useDraft((state) => state.playbook.id);
  const [last, setLast] = useState<number | string>(USUAL);
  const [time, setTime] = useState(ANY_TIME);
  const [between, setBetween] = useState({ from: "", to: "" });
  const [starting, setStarting] = useState<{ readonly failed: string } | "starting" | null>(null);
  const navigate = useNavigate();
  const cache = useQueryClient();

  const start = async () => {
    setStarting("starting");
    try {
      const { revision } = await whenSaved(draft);
      const wish = { playbook, revision, last: Number(last), ...spanOf(time, between) };
      const { backtest } = await client.backtests.start.mutate(wish);
      await cache.invalidateQueries(trpc.backtests.list.pathFilter());
      await navigate({ to: "/backtests/$backtest", params: { backtest } });
    } catch (error) {
      setStarting({ failed: readApiError(error).message });
    }
  };

  return (
    <div className={classes["split"]}>
      <form
        className={classes["side"]}
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <NumberInput
          size="xs"
          label="Last runs"
          description={`Versions that came to their end; ${MOST} at most`}
          min={1}
          max={MOST}
          allowDecimal={false}
          value={last}
          onChange={setLast}
        />
        <Select
          size="xs"
          label="Of which time"
          data={TIME_CHOICES}
          allowDeselect={false}
          value={time}
          onChange={(value) => setTime(value ?? ANY_TIME)}
        />
        {time === BETWEEN && (
          <>
            <TextInput
              size="xs"
              type="datetime-local"
              label="From"
              value={between.from}
              onChange={({ currentTarget }) => setBetween({ ...between, from: currentTarget.value })}
            />
            <TextInput
              size="xs"
              type="datetime-local"
              label="Until"
              value={between.to}
              onChange={({ currentTarget }) => setBetween({ ...between, to: currentTarget.value })}
            />
          </>
        )}
        <Button size="xs" type="submit" loading={starting === "starting"} disabled={last === ""}>
          Backtest the draft
        </Button>
        <div aria-live="polite">
          {starting !== null && starting !== "starting" && (
            <Text c="var(--mantine-color-error)">{starting.failed}</Text>
          )}
        </div>
      </form>
      <div>
        <Text size="sm">
          The draft meets the events of these runs once more. Nothing is sent, nobody is asked and nothing is
          looked up: what a step hears from outside is what the run recorded, and waits are not waited. Where
          the draft asks what the run did not, the backtest of that run stops there and says so.
        </Text>
        <Earlier playbook={playbook} />
      </div>
    </div>
  );
}

function Earlier({ playbook }: { readonly playbook: string }) {
  const { data = [] } = useQuery(trpc.backtests.list.queryOptions({ playbook }, { staleTime: 0 }));
  if (data.length === 0) return null;
  return (
    <>
      <Text size="sm" fw={600} mt="sm">
        Earlier ones
      </Text>
      <ul className={classes["list"]} aria-label="Earlier backtests">
        {data.map(({ id, revision, total, done, differing, state, createdAt }) => (
          <li key={id}>
            <AnchorLink to="/backtests/$backtest" params={{ backtest: id }}>
              Revision {revision}, {differing} of {done} would go otherwise
            </AnchorLink>{" "}
            <span className={classes["quiet"]}>
              {state === "ended"
                ? ""
                : `${state === "going" ? "going on" : "stopped"}, ${done} of ${total}, `}
              <RelativeTime at={createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function spanOf(time: string, between: { readonly from: string; readonly to: string }) {
  if (time === BETWEEN) return { from: instantOf(between.from), to: instantOf(between.to) };
  const preset = Object.entries(TIMES).find(([key]) => key === time);
  return preset === undefined ? {} : { from: new Date(Date.now() - preset[1].milliseconds).toISOString() };
}

function instantOf(text: string): string | undefined {
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
