import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { RunOutline } from "./run-data.ts";

interface OpenInEditorProps {
  readonly outline: RunOutline;
  /** Id of the step to begin with; "": none. */
  readonly step: string;
}

/** To the drawing of now, with what this run did on it: there a step is changed and the run goes on from it. */
export function OpenInEditor({ outline: { run, graph, playbookRemoved }, step }: OpenInEditorProps) {
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
      Open in the editor
    </Button>
  );
}
