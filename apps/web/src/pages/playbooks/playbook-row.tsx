import { Anchor, Switch, Table, Text, Tooltip } from "@mantine/core";
import { harmlessText } from "@riposte/plan/harmless-text";
import { Link } from "@tanstack/react-router";
import type { inferOutput } from "@trpc/tanstack-react-query";
import type { trpc } from "../../api/trpc.ts";
import { useMay } from "../../shell/me.ts";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { StateBadge } from "../../shell/state-badge.tsx";
import classes from "./playbooks-page.module.css";
import { RowMenu } from "./row-menu.tsx";
import { useSwitch } from "./use-playbook-changes.ts";
import { draftWords, scriptWords } from "./draft-words.ts";
import { stateOfRun } from "../../run/state-of-run.ts";

export type PlaybookItem = inferOutput<typeof trpc.playbooks.overview>["items"][number];

interface PlaybookRowProps {
  readonly playbook: PlaybookItem;
  readonly onRun: () => void;
  readonly onDelete: () => void;
  readonly onOrganize: () => void;
  /** That the list shows. */
  readonly folder: string;
}

export function PlaybookRow({ playbook, folder, ...on }: PlaybookRowProps) {
  const { id, name, description, lastRun, runs, failures } = playbook;
  const draft = draftWords(playbook);
  return (
    <Table.Tr>
      <Table.Td data-beside>
        <OnOff playbook={playbook} />
      </Table.Td>
      <Table.Td data-beside className={classes["name"]}>
        <Anchor
          fw={600}
          c="var(--mantine-color-text)"
          renderRoot={(props) => <Link to="/playbooks/$playbook" params={{ playbook: id }} {...props} />}
        >
          {name}
        </Anchor>
        {description !== "" && (
          <Text c="dimmed" lineClamp={1} title={description}>
            {description}
          </Text>
        )}
        <OnShelves playbook={playbook} shown={folder} />
      </Table.Td>
      <Table.Td data-beside className={draft.pending ? classes["pending"] : classes["published"]}>
        {draft.text}
        {scriptWords(playbook.scripts)}
      </Table.Td>
      <Table.Td data-beside data-wide data-label="trigger">
        {playbook.triggerName ?? "None yet"}
      </Table.Td>
      <Table.Td data-label="last run">
        {lastRun === null ? (
          <span className={classes["quiet"]}>Never</span>
        ) : (
          <Link to="/runs/$run" params={{ run: lastRun.id }} className={classes["run"]}>
            <StateBadge state={stateOfRun({ state: lastRun.state, steps: lastRun.happening })} />
            <span className={classes["quiet"]}>
              <RelativeTime at={lastRun.at} />
            </span>
          </Link>
        )}
      </Table.Td>
      <Table.Td data-beside data-wide data-label="runs in 24 hours">
        <Count count={runs} playbook={id} label={`${runsWords(runs)} of ${name} in 24 hours`} />
      </Table.Td>
      <Table.Td data-beside data-label="failed">
        <Count
          count={failures}
          playbook={id}
          states="failed,stuck,lost"
          label={`${runsWords(failures, "failed ")} of ${name} in 24 hours`}
        />
      </Table.Td>
      <Table.Td data-beside>
        <RowMenu playbook={playbook} {...on} />
      </Table.Td>
    </Table.Tr>
  );
}

function OnOff({ playbook }: { playbook: PlaybookItem }) {
  const { id, name, enabled, publishedVersion, archivedAt } = playbook;
  const may = useMay("playbooks.publish");
  const change = useSwitch();
  const shown = change.isPending ? change.variables.enabled : enabled;
  const why = !may
    ? "Your role does not allow switching playbooks"
    : archivedAt !== null
      ? "Bring it back before you switch it on"
      : publishedVersion === null
        ? "Publish it before you switch it on"
        : null;
  return (
    <Tooltip label={why} disabled={why === null}>
      <Switch
        size="sm"
        aria-label={`${name} is on`}
        checked={shown}
        disabled={!may || archivedAt !== null || (publishedVersion === null && !enabled)}
        onChange={(event) => change.mutate({ name: id, enabled: event.currentTarget.checked })}
      />
    </Tooltip>
  );
}

interface CountProps {
  readonly count: number;
  readonly playbook: string;
  readonly states?: string;
  readonly label: string;
}

/** Every number leads to what it counts. */
function Count({ count, playbook, states, label }: CountProps) {
  if (count === 0) return <span className={classes["quiet"]}>0</span>;
  const search = { playbook, time: "24h", ...(states === undefined ? {} : { states }) };
  return (
    <Link
      to="/runs"
      search={search as never}
      aria-label={label}
      className={states === undefined ? classes["count"] : classes["failures"]}
    >
      {count.toLocaleString("en")}
    </Link>
  );
}

/** Its folder, where the list shows more than that, and its tags. */
function OnShelves({ playbook: { folder, tags }, shown }: { playbook: PlaybookItem; shown: string }) {
  if ((folder === shown || folder === "") && tags.length === 0) return null;
  return (
    <span className={classes["shelf"]}>
      {folder !== "" && folder !== shown && (
        <Link to="/playbooks" search={{ folder } as never}>
          {harmlessText(folder)}
        </Link>
      )}
      {tags.map((tag) => (
        <Link key={tag} to="/playbooks" search={{ tag } as never} className={classes["tag"]}>
          {harmlessText(tag)}
        </Link>
      ))}
    </span>
  );
}

function runsWords(count: number, which = ""): string {
  return `${count} ${which}${count === 1 ? "run" : "runs"}`;
}
