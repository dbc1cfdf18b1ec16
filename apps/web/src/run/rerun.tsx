import { Button, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { readApiError } from "../api/api-error.ts";
import { trpc } from "../api/trpc.ts";
import type { RunOutline } from "./run-data.ts";

/** Starts the playbook once more with the event of this run, and goes there. */
export function Rerun({ outline }: { readonly outline: RunOutline }) {
  const { run, published, playbookRemoved } = outline;
  const navigate = useNavigate();
  const rerun = useMutation(
    trpc.runs.rerun.mutationOptions({
      onSuccess: ({ run: started }) => navigate({ to: "/runs/$run", params: { run: started } }),
      onError: (error) =>
        notifications.show({
          color: "red",
          title: "It was not started",
          message: readApiError(error).message,
        }),
    }),
  );
  const why = obstacle(playbookRemoved, published);
  const version =
    published === run.version ? "The same version" : `Version ${published}, which is published now`;
  return (
    <Tooltip label={why ?? `${version}, with the same event`}>
      <Button
        size="xs"
        variant="default"
        {...(why === null ? {} : { "data-disabled": true, "aria-disabled": true })}
        loading={rerun.isPending}
        onClick={() => {
          if (why === null) rerun.mutate({ id: run.id });
        }}
      >
        Rerun
      </Button>
    </Tooltip>
  );
}

function obstacle(removed: boolean, published: number | null): string | null {
  if (removed) return "The playbook was deleted";
  return published === null ? "The playbook is not published" : null;
}
