import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { RunOutline } from "./run-data.ts";

interface OpenInEditorProps {
  readonly outline: RunOutline;
  /** Id of the step to begin with; "": none. */
  readonly step: string;
  readonly label?: string;
}

/** To the drawing of now, with what this run did on it: there a step is changed and the run goes on from it. */
export function OpenInEditor({ outline, step, label = "Open in the editor" }: OpenInEditorProps) {
  const { run, graph, playbookRemoved } = outline;
  if (playbookRemoved) return null;
  const name = graph.nodes.find(({ id }) => id === step)?.name;
  const search = { run: run.id, ...(name === undefined ? {} : { step: name }) };
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPencil size={14} aria-hidden />}
      renderRoot={(props) => (
        <Link
          to="/playbooks/$playbook"
          params={{ playbook: run.playbook.id }}
          search={search as never}
          {...props}
        />
      )}
    >
      {label}
    </Button>
  );
}
