import { Alert, Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { readApiError } from "../../api/api-error.ts";
import { trpc } from "../../api/trpc.ts";
import { exampleOf } from "../../canvas/default-value.ts";
import { useOwnKey } from "../../own/use-own-key.ts";
import { useFocusBack } from "../../shell/focus-back.ts";
import type { ByHand } from "./can-run-by-hand.ts";
import { eventFault } from "./event-fault.ts";

interface RunByHandProps {
  readonly playbook: ByHand;
  readonly onClose: () => void;
}

/** Asks for the event, starts the published version, and opens the run. What was written is kept for the next time. */
export function RunByHand({ playbook: { id, name, publishedVersion }, onClose }: RunByHandProps) {
  useFocusBack();
  const navigate = useNavigate();
  const usual = useUsualEvent();
  const [written, setWritten] = useLocalStorage<string | null>({
    key: useOwnKey(`run-event.${id}`),
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const event = written ?? usual;
  const fault = eventFault(event);
  const requestFor = useRequestId();
  const start = useMutation(
    trpc.runs.start.mutationOptions({
      onSuccess: async ({ run }) => {
        onClose();
        await navigate({ to: "/runs/$run", params: { run } });
      },
    }),
  );
  const refused = start.error === null ? null : readApiError(start.error);
  return (
    <Modal opened onClose={onClose} title={`Run ${name}`} size="lg" transitionProps={{ duration: 100 }}>
      <form
        noValidate
        onSubmit={(submit) => {
          submit.preventDefault();
          if (fault === null && !start.isPending)
            start.mutate({ playbook: id, event, requestId: requestFor(event) });
        }}
      >
        <Stack gap="md">
          {refused !== null && refused.field !== "event" && (
            <Alert color="red" role="alert">
              {refused.message}
            </Alert>
          )}
          <Text size="sm">Version {publishedVersion} runs, for real: what it writes is written.</Text>
          <Textarea
            label="Event"
            description="JSON: what the steps see as trigger."
            data-autofocus
            autosize
            minRows={5}
            maxRows={18}
            styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
            spellCheck={false}
            value={event}
            error={fault ?? (refused?.field === "event" ? refused.message : null)}
            onChange={({ currentTarget }) => setWritten(currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={start.isPending} disabled={fault !== null}>
              Run
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Of the same event the same again: who tries again after an answer was lost starts one run. */
function useRequestId(): (event: string) => string {
  const last = useRef({ event: "", id: "" });
  return (event) => {
    if (last.current.id === "" || last.current.event !== event)
      last.current = { event, id: `web-${[...crypto.getRandomValues(new Uint32Array(4))].join("-")}` };
    return last.current.id;
  };
}

function useUsualEvent(): string {
  const { data } = useQuery(trpc.catalogue.get.queryOptions(undefined, { staleTime: 60_000 }));
  const schema = data?.triggers.find(({ key }) => key === "manual")?.event ?? null;
  return JSON.stringify(schema === null ? {} : exampleOf(schema), null, 2);
}
