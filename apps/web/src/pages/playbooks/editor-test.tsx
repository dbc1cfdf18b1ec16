import { Alert, Button, Select, Switch, Text, Textarea } from "@mantine/core";
import { useLocalStorage, useSessionStorage } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import type { DraftGraph } from "@riposte/draft";
import { harmlessJson } from "@riposte/plan/harmless-text";
import { readApiError } from "../../api/api-error.ts";
import { client, trpc } from "../../api/trpc.ts";
import { exampleOf } from "../../canvas/default-value.ts";
import { useDraft, useDraftStore } from "../../canvas/draft-store.ts";
import { textOf } from "../../canvas/node-fields.ts";
import { useCatalogue } from "../../canvas/use-catalogue.ts";
import { whenSaved } from "../../canvas/when-saved.ts";
import { useOwnKey } from "../../own/use-own-key.ts";
import { prettyJson } from "../../panel/fields/literal.ts";
import type { ListedRun } from "../../run/run-data.ts";
import { stateOfRun } from "../../run/state-of-run.ts";
import { STATES } from "../../shell/states.ts";
import { StateBadge } from "../../shell/state-badge.tsx";
import { exactTime } from "../../shell/time-words.ts";
import { GenerateEvent } from "../../trying/generate-event.tsx";
import { PinnedLine } from "../../trying/pinned-line.tsx";
import { ReachField } from "../../trying/reach-field.tsx";
import { reachWords, stepsToRun, useReach } from "../../trying/reach.ts";
import { usePins } from "../../trying/use-pins.ts";
import { useSample } from "../../panel/use-sample.ts";
import classes from "./editor-pages.module.css";
import { TestOutcome } from "./test-outcome.tsx";
import { eventFault } from "./event-fault.ts";
import { willHappen } from "./will-happen.ts";

type Starting = { readonly failed: string } | "starting" | null;

/** Runs the draft, with an event written by hand or one that came before. */
export function EditorTest() {
  const draft = useDraftStore();
  const playbook = useDraft((state) => state.playbook.id);
  const usual = useUsualEvent();
  const [written, setWritten] = useLocalStorage<string | null>({
    key: useOwnKey(`test-event.${playbook}`),
    defaultValue: null,
  });
  const graph = useDraft((state) => state.graph);
  const reach = useReach(playbook, graph);
  const pins = usePins();
  const pinned = useMemo(() => new Set(pins.keys()), [pins]);
  const part = useMemo(() => stepsToRun(graph, reach, pinned), [graph, reach, pinned]);
  const asks = part.nodes.some(({ kind }) => kind === "approval");
  const shownRun = useSample(playbook).run?.id ?? null;
  // One step takes what those before it gave in the run whose data the panel shows, and its event with that.
  const [chosen, setChosen] = useState<{ readonly run: string | null; readonly of: string | null } | null>(
    null,
  );
  const one = reach.kind === "one" ? reach.step : null;
  const eventOf = one !== null && chosen?.of !== one ? shownRun : (chosen?.run ?? null);
  const setEventOf = (run: string | null) => setChosen({ run, of: one });
  const [simulate, setSimulate] = useState(true);
  const [starting, setStarting] = useState<Starting>(null);
  // A page that is loaded again still has its test: nobody sends a second one to see what the first did.
  const [tested, setTested, forgetTested] = useSessionStorage<{ readonly run: string } | null>({
    key: useOwnKey(`tested.${playbook}`),
    defaultValue: null,
  });
  const [begun, setBegun] = useState<string | null>(null);
  const event = written ?? usual;
  const past = usePastEvent(eventOf);
  const shown = eventOf === null ? event : (past.text ?? "");
  const fault = eventOf === null ? eventFault(event) : past.fault;

  const start = async () => {
    setStarting("starting");
    forgetTested();
    try {
      const { revision } = await whenSaved(draft);
      const from = eventOf === null ? { event } : { eventOf };
      const { run } = await client.playbooks.test.mutate({ playbook, revision, reach, simulate, ...from });
      setStarting(null);
      setBegun(run);
      setTested({ run });
    } catch (error) {
      setStarting({ failed: readApiError(error).message });
    }
  };

  return (
    <div className={classes["split"]}>
      <div className={classes["trying"]}>
        <div className={classes["side"]}>
          <ReachField reach={reach} />
          <PastRuns
            playbook={playbook}
            value={eventOf}
            onChange={setEventOf}
            isOfOne={reach.kind === "one"}
          />
          <Switch
            label="Simulate: show what would be written, and send nothing"
            description={asks && "Its approvers are asked all the same, by mail too."}
            checked={simulate}
            onChange={({ currentTarget }) => setSimulate(currentTarget.checked)}
          />
          <PinnedLine graph={graph} reach={reach} pinned={pinned} />
          <WillHappen simulate={simulate} part={part} />
        </div>
        <div className={classes["foot"]}>
          <Button
            size="xs"
            data-test
            {...(simulate ? {} : { color: "red" })}
            loading={starting === "starting"}
            disabled={eventOf === null && fault !== null}
            onClick={() => void start()}
          >
            {`Test ${reachWords(reach, graph)}${simulate ? "" : " for real"}`}
          </Button>
          <div className={classes["outcome"]} aria-live="polite">
            {tested !== null && (
              <TestOutcome
                key={tested.run}
                playbook={playbook}
                run={tested.run}
                isNew={tested.run === begun}
                onForget={forgetTested}
              />
            )}
            {starting !== null && starting !== "starting" && (
              <Text c="var(--mantine-color-error)">{starting.failed}</Text>
            )}
          </div>
        </div>
      </div>
      <div>
        <Textarea
          label="Event"
          description="JSON: what templates see as trigger."
          autosize
          minRows={5}
          maxRows={18}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
          spellCheck={false}
          value={shown}
          error={fault}
          readOnly={eventOf !== null && past.text === null}
          onChange={({ currentTarget }) => {
            setWritten(currentTarget.value);
            // Changed, it is no past run's any more.
            setEventOf(null);
          }}
        />
        <GenerateEvent
          onWrite={(json) => {
            setWritten(json);
            setEventOf(null);
          }}
        />
      </div>
    </div>
  );
}

/** The event of a run to look at and to change; where it cannot be shown, why. It is tested with all the same. */
function usePastEvent(run: string | null): { readonly text: string | null; readonly fault: string | null } {
  const { data, error } = useQuery(
    trpc.runs.value.queryOptions(
      { id: run ?? "", part: "event" },
      { enabled: run !== null, staleTime: Infinity },
    ),
  );
  const text = useMemo(() => (data === undefined ? null : harmlessJson(prettyJson(data.json))), [data]);
  return { text, fault: error === null ? null : readApiError(error).message };
}

/** Said before the click: what of the outside would notice. */
function WillHappen({ simulate, part }: { readonly simulate: boolean; readonly part: DraftGraph }) {
  const { actions } = useCatalogue();
  const steps = useMemo(() => willHappen(part, actions), [part, actions]);
  const warning = useRef<HTMLSpanElement>(null);
  // The button is in sight whatever is below the fold: so has to be that it is for real, and the switch above.
  useEffect(() => {
    if (!simulate) warning.current?.scrollIntoView({ block: "nearest" });
  }, [simulate]);
  if (steps.length === 0) return <Text size="xs">No step that runs writes or tells anybody.</Text>;
  if (simulate) {
    const what =
      steps.length === 1 ? "step that writes or tells somebody is" : "steps that write or tell somebody are";
    return (
      <Text size="xs">
        {steps.length} {what} only shown.
      </Text>
    );
  }
  return (
    <Alert
      color="red"
      p="xs"
      w="100%"
      title={<span ref={warning}>This happens for real, where the run comes to it:</span>}
    >
      <ul className={classes["outside"]}>
        {steps.map(({ id, title, action, effect }) => (
          <li key={id}>
            <b>{title}</b>
            {action !== null && ` (${action})`}{" "}
            {effect === "write" ? "writes to the outside" : "tells somebody"}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

interface PastRunsProps {
  readonly playbook: string;
  readonly value: string | null;
  readonly onChange: (run: string | null) => void;
  /** Of one step: what those before it gave is taken as well. */
  readonly isOfOne: boolean;
}

function PastRuns({ playbook, value, onChange, isOfOne }: PastRunsProps) {
  const { data, refetch } = useQuery(trpc.runs.list.queryOptions({ playbook, limit: 30 }));
  const runs = (data?.runs ?? []).map(({ id, state, happening, createdAt, eventLine }) => ({
    value: id,
    label: [
      exactTime(Date.parse(createdAt)),
      STATES[stateOfRun({ state, steps: happening })].word.toLowerCase(),
      eventLine === "" ? "empty event" : eventLine,
    ].join(" · "),
  }));
  const options = new Map((data?.runs ?? []).map((run) => [run.id, run]));
  return (
    <Select
      size="xs"
      w="100%"
      label={isOfOne ? "Take event and outputs of" : "Take the event of"}
      placeholder="No run: written by hand"
      clearable
      data={runs}
      renderOption={({ option }) => <PastRun run={options.get(option.value)} />}
      comboboxProps={{ width: 400, position: "bottom-start" }}
      searchable
      openOnFocus={false}
      value={value}
      onChange={onChange}
      onDropdownOpen={() => void refetch()}
      nothingFoundMessage="It has not run yet."
    />
  );
}

function PastRun({ run }: { readonly run: ListedRun | undefined }) {
  if (run === undefined) return null;
  return (
    <div className={classes["past"]}>
      <span className={classes["pastHead"]}>
        <StateBadge state={stateOfRun({ state: run.state, steps: run.happening })} />{" "}
        {exactTime(Date.parse(run.createdAt))}
        <span className={classes["quiet"]}>{run.version === 0 ? "draft" : `v${run.version}`}</span>
      </span>
      <span className={classes["pastEvent"]}>{run.eventLine === "" ? "Empty event" : run.eventLine}</span>
    </div>
  );
}

/** What the trigger says its events look like. */
function useUsualEvent(): string {
  const { triggers } = useCatalogue();
  const trigger = useDraft(({ graph }) => graph.nodes.find(({ kind }) => kind === "trigger"));
  const schema = trigger === undefined ? null : (triggers.get(textOf(trigger, "trigger"))?.event ?? null);
  return useMemo(() => JSON.stringify(schema === null ? {} : exampleOf(schema), null, 2), [schema]);
}
