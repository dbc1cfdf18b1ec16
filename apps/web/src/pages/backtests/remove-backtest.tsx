import { Button, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { trpc } from "../../api/trpc.ts";
import { RemovalDialog } from "../../shell/removal-dialog.tsx";

interface RemoveBacktestProps {
  readonly id: string;
  readonly playbook: { readonly id: string; readonly name: string };
}

export function RemoveBacktest({ id, playbook }: RemoveBacktestProps) {
  const [isAsked, setAsked] = useState(false);
  const navigate = useNavigate();
  const cache = useQueryClient();
  const removal = useMutation(
    trpc.backtests.remove.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(trpc.backtests.list.pathFilter());
        await navigate({ to: "/playbooks/$playbook", params: { playbook: playbook.id } });
      },
    }),
  );
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsked(true)}>
        Delete
      </Button>
      {isAsked && (
        <RemovalDialog
          title={`Delete this backtest of ${playbook.name}?`}
          failed="The backtest was not deleted"
          doing="Delete the backtest"
          removal={removal}
          onRemove={() => removal.mutate({ id })}
          onClose={() => setAsked(false)}
        >
          <Text>What it found goes with it. The runs that it was held against stay.</Text>
        </RemovalDialog>
      )}
    </>
  );
}
