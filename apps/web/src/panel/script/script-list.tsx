import { ActionIcon, Button, FileButton, Group, Text, Tooltip } from "@mantine/core";
import { IconDownload, IconFileZip, IconPlus, IconTrash, IconUpload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ConventionsButton } from "./conventions-button.tsx";
import { downloadAll, downloadScript } from "./download-scripts.ts";
import type { ScriptPart } from "./script-draft.ts";
import { fileOf, keyOf } from "./script-parts.ts";
import classes from "./script-list.module.css";

interface ScriptListProps {
  readonly action: string;
  readonly scripts: readonly ScriptPart[];
  readonly at: number;
  /** Places of those with something to put right. */
  readonly faulty: ReadonlySet<number>;
  readonly mayWrite: boolean;
  readonly isReading: boolean;
  readonly onSelect: (at: number) => void;
  /** `over`: the script whose place the file takes. */
  readonly onUpload: (files: readonly File[], over: number | null) => void;
  readonly onAdd: () => void;
  readonly onDelete: (at: number) => void;
}

/** The scripts of an action, with what can be done with each. */
export function ScriptList(props: ScriptListProps) {
  const { action, scripts, mayWrite, isReading, onUpload, onAdd } = props;
  return (
    <section aria-label="Scripts" className={classes["list"]}>
      <Group gap={4} justify="space-between" wrap="nowrap">
        <Group gap={4}>
          <h2 className={classes["heading"]}>Scripts</h2>
          <ConventionsButton />
        </Group>
        <Tooltip label="Download all of them as a zip" openDelay={400}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Download all scripts"
            onClick={() => void downloadAll(scripts, action)}
          >
            <IconFileZip size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
      <ul className={classes["rows"]}>
        {scripts.map((part, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- two new ones may still have the same name
          <Row key={at} {...props} part={part} place={at} />
        ))}
      </ul>
      {mayWrite && (
        <>
          <Group gap={8}>
            <FileButton multiple accept=".py,.zip" onChange={(files) => onUpload(files, null)}>
              {(button) => (
                <Button
                  {...button}
                  size="xs"
                  variant="default"
                  loading={isReading}
                  leftSection={<IconUpload size={14} aria-hidden />}
                >
                  Upload
                </Button>
              )}
            </FileButton>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={onAdd}
            >
              Add a script
            </Button>
          </Group>
          <Text size="xs" c="dimmed">
            Or drop .py files, or a zip of them, here.
          </Text>
        </>
      )}
    </section>
  );
}

function Row({
  action,
  part,
  place,
  at,
  faulty,
  mayWrite,
  onSelect,
  onUpload,
  onDelete,
}: ScriptListProps & { readonly part: ScriptPart; readonly place: number }) {
  const file = fileOf(part, action);
  return (
    <li className={classes["row"]} data-current={place === at || undefined}>
      <button
        type="button"
        className={classes["name"]}
        aria-current={place === at || undefined}
        onClick={() => onSelect(place)}
      >
        <span className={classes["file"]}>{file}</span>
        <span className={classes["key"]}>{keyOf(part, action || "…")}</span>
        {faulty.has(place) && <span className={classes["fault"]}>Something to put right</span>}
      </button>
      <span className={classes["tools"]}>
        {mayWrite && (
          <FileButton accept=".py" onChange={(chosen) => chosen !== null && onUpload([chosen], place)}>
            {(button) => (
              <Tool {...button} label={`Overwrite ${file} by another file`}>
                <IconUpload size={16} aria-hidden />
              </Tool>
            )}
          </FileButton>
        )}
        <Tool label={`Download ${file}`} onClick={() => downloadScript(part, action)}>
          <IconDownload size={16} aria-hidden />
        </Tool>
        {mayWrite && (
          <Tool label={`Delete ${file}`} onClick={() => onDelete(place)}>
            <IconTrash size={16} aria-hidden />
          </Tool>
        )}
      </span>
    </li>
  );
}

interface ToolProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Tool({ label, onClick, children }: ToolProps) {
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
