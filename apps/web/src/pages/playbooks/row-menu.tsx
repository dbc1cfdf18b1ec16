import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArchive,
  IconCopy,
  IconDots,
  IconDownload,
  IconFolder,
  IconPlayerPlay,
  IconTrash,
} from "@tabler/icons-react";
import { useMay } from "../../shell/me.ts";
import { canRunByHand } from "./can-run-by-hand.ts";
import type { PlaybookItem } from "./playbook-row.tsx";
import classes from "./playbooks-page.module.css";
import { exportAsCacao, exportPlaybook } from "./transfer.ts";
import { useArchive } from "./use-archive.ts";
import { duplicatePlaybook } from "./use-create-playbook.ts";

interface RowMenuProps {
  readonly playbook: PlaybookItem;
  readonly onRun: () => void;
  readonly onDelete: () => void;
  readonly onOrganize: () => void;
}

/** What can be done with one playbook out of the list. */
export function RowMenu({ playbook, onRun, onDelete, onOrganize }: RowMenuProps) {
  const mayStart = useMay("runs.start");
  const mayWrite = useMay("playbooks.write");
  const mayDelete = useMay("playbooks.publish");
  const archive = useArchive();
  const isArchived = playbook.archivedAt !== null;
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
        {mayWrite && (
          <Menu.Item leftSection={<IconFolder size={16} stroke={1.5} aria-hidden />} onClick={onOrganize}>
            Folder and tags…
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconDownload size={16} stroke={1.5} aria-hidden />}
          onClick={() => void exportPlaybook(playbook)}
        >
          Export as JSON
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDownload size={16} stroke={1.5} aria-hidden />}
          onClick={() => void exportAsCacao(playbook)}
        >
          Export as CACAO
        </Menu.Item>
        {mayDelete && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconArchive size={16} stroke={1.5} aria-hidden />}
              onClick={() => archive.mutate({ name: playbook.id, archived: !isArchived })}
            >
              {isArchived ? "Bring back" : "Archive"}
            </Menu.Item>
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
