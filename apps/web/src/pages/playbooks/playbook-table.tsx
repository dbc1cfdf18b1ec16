import { FoldingTable } from "../../shell/folding-table.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { PlaybookRow } from "./playbook-row.tsx";
import type { PlaybookItem } from "./playbook-row.tsx";

const COLUMNS = [
  { title: "On", width: 56 },
  { title: "Name" },
  { title: "Version", width: 136 },
  { title: "Trigger", width: 132, wide: true },
  { title: "Last run", width: 176 },
  { title: "Runs, 24 h", width: 92, wide: true },
  { title: "Failed, 24 h", width: 100 },
  { title: "More", width: 56, hidden: true },
] as const;

interface PlaybookTableProps {
  readonly playbooks: readonly PlaybookItem[];
  readonly onRun: (playbook: PlaybookItem) => void;
  readonly onDelete: (playbook: PlaybookItem) => void;
  readonly onOrganize: (playbook: PlaybookItem) => void;
  /** What is shown; a row says its own where it is another. */
  readonly folder: string;
}

export function PlaybookTable({ playbooks, folder, onRun, onDelete, onOrganize }: PlaybookTableProps) {
  return (
    <>
      <FirstSteps playbooks={playbooks} />
      <FoldingTable label="Playbooks" columns={COLUMNS}>
        {playbooks.map((playbook) => (
          <PlaybookRow
            key={playbook.id}
            playbook={playbook}
            onRun={() => onRun(playbook)}
            onDelete={() => onDelete(playbook)}
            onOrganize={() => onOrganize(playbook)}
            folder={folder}
          />
        ))}
      </FoldingTable>
    </>
  );
}
