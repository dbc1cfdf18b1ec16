import { Button, Menu } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { queryClient, trpc } from "../../api/trpc.ts";
import { useMay } from "../../shell/me.ts";
import { tellDone, tellFailed } from "../../shell/tell.tsx";
import { AlertStatus } from "./alert-status.tsx";

interface ChangeStatusProps {
  readonly id: string;
  /** For what is said about it. */
  readonly name: string;
  readonly status: string;
}

/** Changes at once, and can be taken back at once. */
export function ChangeStatus({ id, name, status }: ChangeStatusProps) {
  const may = useMay("alerts.write");
  const { data: statuses } = useQuery(trpc.alerts.statuses.queryOptions(undefined, { staleTime: Infinity }));
  const change = useMutation(
    trpc.alerts.setStatus.mutationOptions({
      onError: (error) => tellFailed(`The status of ${name} was not changed`, error),
      onSettled: () => queryClient.invalidateQueries(trpc.alerts.pathFilter()),
    }),
  );
  if (!may) return <AlertStatus name={status} />;
  const set = (next: string) =>
    change.mutate(
      { id, status: next },
      {
        onSuccess: ({ changed, previous }) => {
          if (changed)
            tellDone(`${name} is ${next.toLowerCase()}.`, () => change.mutate({ id, status: previous }));
        },
      },
    );
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          loading={change.isPending}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          aria-label={`Status: ${status}. Change it`}
        >
          <AlertStatus name={status} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(statuses ?? []).map((each) => (
          <Menu.Item
            key={each.uuid}
            disabled={each.name === status}
            rightSection={each.name === status ? <IconCheck size={16} aria-hidden /> : null}
            onClick={() => set(each.name)}
            title={each.description}
          >
            <AlertStatus name={each.name} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
