import { Button } from "@mantine/core";
import { IconRoute } from "@tabler/icons-react";
import { EmptyState } from "../../shell/empty-state.tsx";
import { useMay } from "../../shell/me.ts";

interface NoPlaybooksProps {
  /** Nothing matches, rather than nothing there. */
  readonly filtered: boolean;
  readonly onCreate: () => void;
  readonly onClear: () => void;
}

export function NoPlaybooks({ filtered, onCreate, onClear }: NoPlaybooksProps) {
  const mayWrite = useMay("playbooks.write");
  if (filtered) {
    const clear = (
      <Button size="xs" variant="default" onClick={onClear}>
        Show all
      </Button>
    );
    return <EmptyState title="No playbook matches" action={clear} />;
  }
  return (
    <EmptyState
      icon={IconRoute}
      title="No playbooks yet"
      {...(mayWrite
        ? {
            action: (
              <Button size="xs" onClick={onCreate}>
                Create the first playbook
              </Button>
            ),
          }
        : {})}
    >
      A playbook says what happens when something comes in: a webhook, or somebody who starts it by hand. It
      looks things up, decides, asks people, and acts.
    </EmptyState>
  );
}
