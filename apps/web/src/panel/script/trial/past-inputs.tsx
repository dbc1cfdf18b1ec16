import { Button, Menu, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { useState } from "react";
import { trpc } from "../../../api/trpc.ts";
import { RelativeTime } from "../../../shell/relative-time.tsx";
import { STATES } from "../../../shell/states.ts";

export type PastInput = inferOutput<typeof trpc.trials.pastInputs>[number];

interface PastInputsProps {
  /** What steps call the script. */
  readonly action: string;
  readonly onPick: (past: PastInput) => void;
}

/** What steps that called this script were given in past runs. */
export function PastInputs({ action, onPick }: PastInputsProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { data } = useQuery(
    trpc.trials.pastInputs.queryOptions({ action }, { enabled: isOpen, refetchOnMount: "always" }),
  );
  return (
    <Menu opened={isOpen} onChange={setIsOpen} position="bottom-start" withinPortal>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconHistory size={14} aria-hidden />}>
          From a past step
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
        {data === undefined && <Menu.Item disabled>Looking at past runs…</Menu.Item>}
        {data?.length === 0 && <Menu.Item disabled>No step called {action} in the last runs.</Menu.Item>}
        {data?.map((past) => (
          <Menu.Item key={`${past.run} ${past.step} ${past.scope}`} onClick={() => onPick(past)}>
            {past.label} in {past.playbook}
            {past.scope !== "" && `, ${past.scope}`}
            <Text size="xs" c="dimmed">
              {stateWord(past.state)}, <RelativeTime at={past.at} />
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function stateWord(state: string): string {
  return Object.hasOwn(STATES, state) ? STATES[state as keyof typeof STATES].word : state;
}
