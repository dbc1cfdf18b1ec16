import { ActionIcon, Anchor, Menu, Switch, Table, Text, Tooltip } from "@mantine/core";
import { IconCopy, IconDots, IconDownload, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { inferOutput } from "@trpc/tanstack-react-query";
import type { trpc } from "../../api/trpc.ts";
import { useMay } from "../../shell/me.ts";
import { canRunByHand } from "./can-run-by-hand.ts";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { StateBadge } from "../../shell/state-badge.tsx";
import classes from "./playbooks-page.module.css";
import { exportPlaybook } from "./transfer.ts";
import { duplicatePlaybook } from "./use-create-playbook.ts";
import { useSwitch } from "./use-playbook-changes.ts";
import { draftWords, scriptWords } from "./draft-words.ts";

export type PlaybookItem = inferOutput<typeof trpc.playbooks.overview>["items"][number];

interface PlaybookRowProps {
  readonly playbook: PlaybookItem;
  readonly triggerName: string;
  readonly onRun: () => void;
  readonly onDelete: () => void;
}

export function PlaybookRow({ playbook, triggerName, onRun, onDelete }: PlaybookRowProps) {
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
      </Table.Td>
      <Table.Td data-beside className={draft.pending ? classes["pending"] : classes["quiet"]}>
        {draft.text}
        {scriptWords(playbook.scripts)}
      </Table.Td>
      <Table.Td data-beside data-wide data-label="trigger">
        {triggerName}
      </Table.Td>
      <Table.Td data-label="last run">
        {lastRun === null ? (
          <span className={classes["quiet"]}>Never</span>
        ) : (
          <Link to="/runs/$run" params={{ run: lastRun.id }} className={classes["run"]}>
            <StateBadge state={lastRun.state} />
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
        <RowMenu playbook={playbook} onRun={onRun} onDelete={onDelete} />
      </Table.Td>
    </Table.Tr>
  );
}

function OnOff({ playbook: { id, name, enabled, publishedVersion } }: { playbook: PlaybookItem }) {
  const may = useMay("playbooks.publish");
  const change = useSwitch();
  const shown = change.isPending ? change.variables.enabled : enabled;
  const why = !may
    ? "Your role does not allow switching playbooks"
    : publishedVersion === null
      ? "Publish it before you switch it on"
      : null;
  return (
    <Tooltip label={why} disabled={why === null}>
      <Switch
        size="sm"
        aria-label={`${name} is on`}
        checked={shown}
        disabled={!may || (publishedVersion === null && !enabled)}
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

function RowMenu({ playbook, onRun, onDelete }: Omit<PlaybookRowProps, "triggerName">) {
  const mayStart = useMay("runs.start");
  const mayWrite = useMay("playbooks.write");
  const mayDelete = useMay("playbooks.publish");
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`More for ${playbook.name}`}>
          <IconDots size={18} stroke={1.5} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayStart && canRunByHand(playbook) && (
          <Menu.Item leftSection={<IconPlayerPlay size={16} stroke={1.5} aria-hidden />} onClick={onRun}>
            Run…
          </Menu.Item>
        )}
        {mayWrite && (
          <Menu.Item
            leftSection={<IconCopy size={16} stroke={1.5} aria-hidden />}
            onClick={() => void duplicatePlaybook(playbook)}
          >
            Duplicate
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconDownload size={16} stroke={1.5} aria-hidden />}
          onClick={() => void exportPlaybook(playbook)}
        >
          Export as JSON
        </Menu.Item>
        {mayDelete && (
          <>
            <Menu.Divider />
            <Menu.Item
              className={classes["danger"] ?? ""}
              leftSection={<IconTrash size={16} stroke={1.5} aria-hidden />}
              onClick={onDelete}
            >
              Delete…
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function runsWords(count: number, which = ""): string {
  return `${count} ${which}${count === 1 ? "run" : "runs"}`;
}
