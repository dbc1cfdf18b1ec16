import { Code, Text } from "@mantine/core";
import { harmlessText } from "@riposte/plan/harmless-text";
import { useQuery } from "@tanstack/react-query";
import type { inferOutput } from "@trpc/tanstack-react-query";
import type { ReactNode } from "react";
import { trpc } from "../../api/trpc.ts";
import { useDraft } from "../../canvas/draft-store.ts";
import { Fold } from "../../panel/fold.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import classes from "./editor-hook.module.css";
import own from "./editor-module-trigger.module.css";

type Going = NonNullable<inferOutput<typeof trpc.playbooks.moduleTrigger>>;

const LOOK_AGAIN_MS = 3_000;

/** How the module's trigger goes that is published: whether it runs, what it brought last, and what went wrong. */
export function EditorModuleTrigger({ trigger }: { readonly trigger: string }) {
  const { id, publishedVersion } = useDraft(({ playbook }) => playbook);
  const { data } = useQuery(
    trpc.playbooks.moduleTrigger.queryOptions({ name: id }, { refetchInterval: LOOK_AGAIN_MS }),
  );
  if (publishedVersion === null || data === null || (data !== undefined && data.key !== trigger))
    return (
      <p className={classes["note"]}>It runs once this is published, for as long as the playbook is on.</p>
    );
  if (data === undefined) return null;
  return (
    <section className={classes["hook"]} aria-label="How the trigger goes">
      <p className={own["state"]} data-state={data.state}>
        {STATES[data.state](data)}
      </p>
      <p className={own["fact"]}>
        {data.events === 1 ? "1 event" : `${data.events} events`} became runs
        {data.lastEventAt === null ? "." : <>; the last one came {time(data.lastEventAt)}</>}
      </p>
      {data.refused.map(({ reason, count }) => (
        <p key={reason} className={own["fact"]}>
          Not accepted, {REASONS[reason] ?? reason}: {count}
        </p>
      ))}
      {data.lastError !== null && (
        <div>
          <p className={own["fact"]}>
            The last error{data.lastErrorAt === null ? "" : <>, {time(data.lastErrorAt, false)}</>}:
          </p>
          <Text c="var(--mantine-color-error)" size="sm" className={own["error"] ?? ""}>
            {harmlessText(data.lastError)}
          </Text>
        </div>
      )}
      {data.log !== "" && (
        <Fold title="What it printed last" holds={() => false}>
          <Code block className={own["log"] ?? ""} tabIndex={0} aria-label="What it printed last">
            {harmlessText(data.log)}
          </Code>
        </Fold>
      )}
    </section>
  );
}

const STATES: Readonly<Record<Going["state"], (going: Going) => ReactNode>> = {
  off: () => "Off: it runs while the playbook is on.",
  waiting: () => "Waits for what runs scripts.",
  pausing: ({ failures, nextStartAt }) => (
    <>
      {failures === 1 ? "It ended" : `It ended ${failures} times in a row`}, and starts again
      {nextStartAt === null ? "." : <> {time(nextStartAt)}</>}
    </>
  ),
  starting: () => "Starts.",
  running: ({ startedAt }) => <>Runs{startedAt === null ? "." : <>, started {time(startedAt)}</>}</>,
};

const REASONS: Readonly<Record<string, string>> = {
  key_reused: "as its key had come with another event",
  key_template: "as no key could be made of it",
  json_malformed: "as it cannot be kept",
  switched_off: "as the playbook was off",
  too_large: "as it was too large",
};

function time(at: string, ends = true): ReactNode {
  return <RelativeTime at={at} ends={ends} />;
}
