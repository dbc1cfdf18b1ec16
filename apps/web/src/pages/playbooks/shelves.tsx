import { ActionIcon, Tooltip } from "@mantine/core";
import { harmlessText } from "@riposte/plan/harmless-text";
import { IconArchive, IconFolder, IconPencil, IconRoute, IconTag } from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { lazy, Suspense, useMemo, useState } from "react";
import type { ReactNode } from "react";
import type { trpc } from "../../api/trpc.ts";
import { useMay } from "../../shell/me.ts";
import { shelfTree } from "./shelf-tree.ts";
import classes from "./shelves.module.css";

const RenameFolder = lazy(async () => ({ default: (await import("./rename-folder.tsx")).RenameFolder }));

type ShelvesData = inferOutput<typeof trpc.playbooks.overview>["shelves"];

interface ShelvesProps {
  readonly shelves: ShelvesData;
  /** What the list shows of them; "": all. */
  readonly folder: string;
  readonly tag: string;
  readonly archived: boolean;
  readonly onFolder: (folder: string) => void;
}

/** Whether there is anything to choose from. */
export function hasShelves({ folders, tags, archived }: ShelvesData): boolean {
  return folders.length > 0 || tags.length > 0 || archived > 0;
}

/** Folders, tags and the archive: each is a link to what is in it. */
export function Shelves({ shelves, folder, tag, archived, onFolder }: ShelvesProps) {
  const lines = useMemo(() => shelfTree(shelves.folders), [shelves.folders]);
  const mayWrite = useMay("playbooks.write");
  const [renaming, setRenaming] = useState<string | null>(null);
  const isAll = folder === "" && tag === "" && !archived;
  return (
    <nav className={classes["shelves"]} aria-label="Folders and tags">
      <ul className={classes["list"]}>
        <Shelf icon={IconRoute} search={{}} isHere={isAll}>
          All playbooks
        </Shelf>
        {lines.map(({ path, name, depth, playbooks }) => (
          <Shelf
            key={path}
            icon={IconFolder}
            search={{ folder: path }}
            isHere={folder === path}
            depth={depth}
            count={playbooks}
            beside={
              mayWrite &&
              folder === path && (
                <Tooltip label={`Rename or move ${name}`}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={22}
                    aria-label={`Rename or move ${name}`}
                    onClick={() => setRenaming(path)}
                  >
                    <IconPencil size={14} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              )
            }
          >
            {name}
          </Shelf>
        ))}
        {shelves.archived > 0 && (
          <Shelf icon={IconArchive} search={{ archived: "yes" }} isHere={archived} count={shelves.archived}>
            Archived
          </Shelf>
        )}
      </ul>
      {shelves.tags.length > 0 && (
        <ul className={classes["list"]} aria-label="Tags">
          {shelves.tags.map((each) => (
            <Shelf
              key={each.tag}
              icon={IconTag}
              search={{ tag: each.tag }}
              isHere={tag === each.tag}
              count={each.playbooks}
            >
              {harmlessText(each.tag)}
            </Shelf>
          ))}
        </ul>
      )}
      <Suspense fallback={null}>
        {renaming !== null && (
          <RenameFolder folder={renaming} onClose={() => setRenaming(null)} onRenamed={onFolder} />
        )}
      </Suspense>
    </nav>
  );
}

interface ShelfProps {
  readonly icon: Icon;
  readonly search: Readonly<Record<string, string>>;
  readonly isHere: boolean;
  readonly depth?: number;
  readonly count?: number;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

function Shelf({ icon: Icon, search, isHere, depth = 0, count, beside, children }: ShelfProps) {
  return (
    <li className={classes["line"]}>
      <Link
        to="/playbooks"
        search={search as never}
        activeOptions={{ exact: true, includeSearch: true }}
        className={classes["shelf"]}
        data-here={isHere || undefined}
        aria-current={isHere ? "page" : undefined}
        style={{ paddingInlineStart: 8 + depth * 16 }}
      >
        <Icon size={16} stroke={1.5} aria-hidden />
        <span className={classes["name"]}>{children}</span>
        {count !== undefined && <span className={classes["count"]}>{count.toLocaleString("en")}</span>}
      </Link>
      {beside}
    </li>
  );
}
