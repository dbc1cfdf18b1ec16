import { Button, Group, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../api/trpc.ts";
import { ErrorState } from "../shell/error-state.tsx";
import { Loading } from "../shell/loading.tsx";
import classes from "./limit-form.module.css";
import { countFault, draftOf, isSame, rulesOf, spansWith } from "./limit-draft.ts";
import type { LimitDraft, LimitRules } from "./limit-draft.ts";
import { useSetLimit } from "./use-set-limit.ts";

interface LimitFormProps {
  readonly kind: "playbook" | "action" | "connector";
  /** The playbook's id, the action's key, the connector's name. */
  readonly target: string;
  readonly mayWrite: boolean;
}

const THINGS = { playbook: "Runs", action: "Calls", connector: "Calls" } as const;

const LOOK_AGAIN_MS = 5_000;

/** How much of it may go on at once, and how often it may begin; with what goes on and what waits now. */
export function LimitForm({ kind, target, mayWrite }: LimitFormProps) {
  const { data, error, refetch } = useQuery(
    trpc.limits.list.queryOptions(undefined, { refetchInterval: LOOK_AGAIN_MS }),
  );
  if (error !== null && data === undefined) return <ErrorState error={error} retry={refetch} />;
  if (data === undefined) return <Loading rows={2} />;
  const limit = data.find((each) => each.kind === kind && each.target === target) ?? null;
  return (
    <section className={classes["limit"]} aria-label="Limit">
      <Standing kind={kind} limit={limit} />
      {mayWrite ? (
        <Rules key={JSON.stringify(rulesIn(limit))} kind={kind} target={target} now={rulesIn(limit)} />
      ) : (
        limit !== null && <p className={classes["words"]}>{limit.words}</p>
      )}
    </section>
  );
}

function rulesIn(limit: LimitRules | null): LimitRules {
  return { atOnce: limit?.atOnce ?? null, rate: limit?.rate ?? null };
}

function Standing({
  kind,
  limit,
}: {
  readonly kind: LimitFormProps["kind"];
  readonly limit: { readonly underWay: number; readonly waiting: number } | null;
}) {
  const things = THINGS[kind].toLowerCase();
  const now =
    limit === null
      ? `There is no limit: all ${things} begin at once.`
      : `${limit.underWay} under way, ${limit.waiting} waiting for their turn.`;
  return (
    <p className={classes["words"]}>
      {now} {THINGS[kind]} over the limit wait their turn, fairly across playbooks; none is dropped.
    </p>
  );
}

interface RulesProps {
  readonly kind: LimitFormProps["kind"];
  readonly target: string;
  readonly now: LimitRules;
}

function Rules({ kind, target, now }: RulesProps) {
  const [draft, setDraft] = useState(() => draftOf(now));
  const { save, isSaving } = useSetLimit(kind, target);
  const change = (part: Partial<LimitDraft>) => setDraft({ ...draft, ...part });
  const rules = rulesOf(draft);
  return (
    <form
      className={classes["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (rules !== null) save(rules);
      }}
    >
      <CountField
        label={`${THINGS[kind]} at once`}
        value={draft.atOnce}
        onChange={(atOnce) => change({ atOnce })}
      />
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <CountField
          label={`${THINGS[kind]} begun`}
          value={draft.count}
          onChange={(count) => change({ count })}
        />
        <Select
          size="xs"
          w={150}
          className={classes["unlabelled"]}
          aria-label="Within which time"
          data={spansWith(draft.seconds).map(({ seconds, label }) => ({ value: String(seconds), label }))}
          value={String(draft.seconds)}
          allowDeselect={false}
          onChange={(value) => change({ seconds: Number(value) })}
        />
      </Group>
      <Button
        className={classes["unlabelled"]}
        size="xs"
        type="submit"
        loading={isSaving}
        disabled={rules === null || isSame(rules, now)}
      >
        Save the limit
      </Button>
    </form>
  );
}

interface CountFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** What is typed stays as it is: a field for numbers would make another number of it. */
function CountField({ label, value, onChange }: CountFieldProps) {
  return (
    <TextInput
      size="xs"
      w={140}
      label={label}
      placeholder="No limit"
      inputMode="numeric"
      autoComplete="off"
      value={value}
      error={countFault(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
