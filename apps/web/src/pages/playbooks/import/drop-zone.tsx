import { Button, FileButton } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { IconFileImport, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./import-page.module.css";

interface DropZoneProps {
  readonly onFiles: (files: readonly File[]) => void;
}

/** Files are dropped anywhere on the page, or chosen by its button. */
export function DropZone({ onFiles }: DropZoneProps) {
  const [isOver, setOver] = useState(false);
  useWindowEvent("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files") !== true) return;
    event.preventDefault();
    setOver(true);
  });
  useWindowEvent("dragleave", ({ relatedTarget }) => {
    if (relatedTarget === null) setOver(false);
  });
  useWindowEvent("drop", (event) => {
    setOver(false);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  });
  return (
    <section className={classes["drop"]} data-over={isOver || undefined} aria-label="Files to import">
      <IconFileImport size={28} stroke={1.5} aria-hidden className={classes["icon"]} />
      <span>Drop files here: playbooks of Riposte, Sekoia.io or CACAO 2.0, as JSON.</span>
      <FileButton multiple accept=".json,application/json" onChange={onFiles}>
        {(props) => (
          <Button {...props} size="xs" leftSection={<IconUpload size={16} aria-hidden />}>
            Choose files
          </Button>
        )}
      </FileButton>
      <span className={classes["quiet"]}>
        An import is a draft: off, not published, and without any credentials.
      </span>
    </section>
  );
}
