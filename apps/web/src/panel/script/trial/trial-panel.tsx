import { Button, Select, Tabs, Text } from "@mantine/core";
import { IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { trpc } from "../../../api/trpc.ts";
import { EnvironmentBuilds } from "../environment-builds.tsx";
import { formOfPart } from "../part-form.ts";
import type { ScriptCase, ScriptDraft, ScriptPart } from "../script-draft.ts";
import { CaseList } from "./case-list.tsx";
import { GivenInput } from "./given-input.tsx";
import { KeepCase } from "./keep-case.tsx";
import { trialInput } from "./trial-input.ts";
import type { Given } from "./trial-input.ts";
import classes from "./trial.module.css";
import { TrialResult } from "./trial-result.tsx";
import { useCases } from "./use-cases.ts";
import type { Trying } from "./use-trial.ts";

interface TrialPanelProps {
  readonly draft: ScriptDraft;
  readonly part: ScriptPart;
  readonly given: Given;
  readonly trying: Trying;
  readonly onGiven: (changes: Partial<Given>) => void;
  readonly onRun: () => void;
  readonly onCases: (cases: readonly ScriptCase[]) => void;
  /** Shows a line of the script. */
  readonly onLine: (line: number) => void;
}

/** Tries the script as it is typed: what it is given, how it goes, and its cases. */
export function TrialPanel(props: TrialPanelProps) {
  const { draft, part, given, trying, onGiven, onCases, onRun, onLine } = props;
  const { trial, environment, refused, isUnderWay } = trying;
  const { arguments: schema } = useMemo(() => formOfPart(part), [part]);
  const cases = useCases(trying, (one) =>
    trialInput(draft, part, { ...given, input: one.arguments, inputOf: null }),
  );
  const input = trialInput(draft, part, given);
  return (
    <section className={classes["panel"]} aria-label="Run here">
      <Tabs defaultValue="try" keepMounted={false}>
        <Tabs.List aria-label="Run here">
          <Tabs.Tab value="try">Try</Tabs.Tab>
          <Tabs.Tab value="cases">Cases{part.cases.length === 0 ? "" : ` (${part.cases.length})`}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="try" pt={8} className={classes["column"] ?? ""}>
          <div className={classes["bar"]}>
            {isUnderWay ? (
              <Button
                size="xs"
                color="red"
                variant="light"
                leftSection={<IconPlayerStop size={14} aria-hidden />}
                onClick={trying.stop}
              >
                Stop
              </Button>
            ) : (
              <Button size="xs" leftSection={<IconPlayerPlay size={14} aria-hidden />} onClick={onRun}>
                Run
              </Button>
            )}
            <ConnectorChoice draft={draft} given={given} onGiven={onGiven} />
            <span className={classes["note"]}>{noteOf(draft)}</span>
          </div>
          <Refusal refused={refused?.message ?? null} />
          <div className={classes["columns"]}>
            <GivenInput action={input.action} schema={schema} given={given} onChange={onGiven} />
            <div className={classes["column"]}>
              {isUnderWay && environment !== null && (
                <EnvironmentBuilds key={environment} hash={environment} python={part.python} />
              )}
              {trial !== null && <TrialResult trial={trial} onLine={onLine} />}
              {trial?.state === "ended" && given.inputOf === null && (
                <KeepCase
                  key={trial.id}
                  input={given.input}
                  trial={trial}
                  cases={part.cases}
                  onKeep={(kept) => onCases([...part.cases, kept])}
                />
              )}
            </div>
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="cases" pt={8} className={classes["column"] ?? ""}>
          <ConnectorChoice draft={draft} given={given} onGiven={onGiven} />
          <Refusal refused={refused?.message ?? null} />
          <CaseList
            cases={part.cases}
            running={cases}
            isBusy={isUnderWay}
            onChange={onCases}
            onTake={(one) => onGiven({ input: one.arguments, inputOf: null })}
          />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

function noteOf({ effect, base }: ScriptDraft): string {
  const what = base === 0 ? "Runs what is typed, before it is saved" : "Runs what is typed, saved or not";
  return effect === "read"
    ? `${what}, in the sandbox.`
    : `${what}. Nothing is simulated: what it does is done.`;
}

function Refusal({ refused }: { readonly refused: string | null }) {
  if (refused === null) return null;
  return (
    <p className={classes["bad"]} role="alert">
      {refused}
    </p>
  );
}

interface ConnectorChoiceProps {
  readonly draft: ScriptDraft;
  readonly given: Given;
  readonly onGiven: TrialPanelProps["onGiven"];
}

/** Which connector it is tried with, where it asks for one. */
function ConnectorChoice({ draft, given, onGiven }: ConnectorChoiceProps) {
  const type = draft.connector.trim();
  const { data } = useQuery(trpc.connectors.list.queryOptions(undefined, { enabled: type !== "" }));
  if (type === "") return null;
  const fitting = (data ?? []).filter((each) => each.type === type).map(({ name }) => name);
  if (data !== undefined && fitting.length === 0)
    return <Text c="dimmed">There is no connector of the type {type}: add one under Connectors.</Text>;
  return (
    <Select
      size="xs"
      aria-label="Connector"
      placeholder={`Connector of the type ${type}`}
      clearable
      data={fitting}
      value={fitting.includes(given.connector) ? given.connector : null}
      onChange={(next) => onGiven({ connector: next ?? "" })}
    />
  );
}
