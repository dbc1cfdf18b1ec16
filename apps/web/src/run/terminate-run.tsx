import { Button, Group, List, Modal, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { readApiError } from "../api/api-error.ts";
import { trpc } from "../api/trpc.ts";
import { useKept } from "../own/use-kept.ts";
import { BusyButton } from "../shell/busy-button.tsx";
import { STATES } from "../shell/states.ts";
import { scopeWords } from "./iterations.ts";
import type { RunOutline } from "./run-data.ts";

const UNDER_WAY: ReadonlySet<string> = new Set(["running", "approval", "undecided", "waiting", "turn"]);
/** More than these nobody reads in a question. */
const MOST_NAMED = 10;

/** Ends a run at once, whatever is under way in it: that is named before it is done. */
export function TerminateRun({ outline }: { readonly outline: RunOutline }) {
  const { run, steps, graph } = outline;
  const [opened, dialog] = useDisclosure(false);
  const [reason, setReason, forget] = useKept(`terminate.${run.id}`, "");
  const cache = useQueryClient();
  const terminate = useMutation(
    trpc.runs.terminate.mutationOptions({
      onSuccess: async () => {
        forget();
        dialog.close();
        await cache.invalidateQueries(trpc.runs.pathFilter());
      },
    }),
  );
  const underWay = steps.filter(({ state }) => UNDER_WAY.has(state));
  return (
    <>
      <Button size="xs" variant="subtle" color="red" onClick={dialog.open}>
        Terminate…
      </Button>
      <Modal
        opened={opened}
        onClose={dialog.close}
        title={`Terminate this run of ${run.playbook.name}`}
        transitionProps={{ duration: 100 }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            terminate.mutate({ id: run.id, reason });
          }}
        >
          <Text>
            The run ends at once. What is drawn for a cancelled run does not run, questions to people are
            withdrawn, and nobody knows what becomes of a step that is at work. Mostly cancelling is enough.
          </Text>
          <Text mt={8}>{underWay.length === 0 ? "Nothing is under way in it." : "Under way in it:"}</Text>
          <List size="sm" aria-label="Under way">
            {underWay.slice(0, MOST_NAMED).map(({ step, scope, label, state }) => (
              <List.Item key={`${step} ${scope}`}>
                {label}
                {scope !== "" && ` (${scopeWords(scope, graph.nodes)})`}: {STATES[state].word.toLowerCase()}
              </List.Item>
            ))}
            {underWay.length > MOST_NAMED && <List.Item>and {underWay.length - MOST_NAMED} more</List.Item>}
          </List>
          <Textarea
            mt={12}
            label="Why?"
            description="Goes into the run's story and the audit log."
            withAsterisk
            autosize
            minRows={2}
            maxLength={1_000}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {terminate.error !== null && (
            <Text c="var(--riposte-bad)" mt={8} role="alert">
              {readApiError(terminate.error).message}
            </Text>
          )}
          <Group justify="flex-end" gap="sm" mt={16}>
            <Button size="xs" variant="default" onClick={dialog.close}>
              {terminate.isIdle ? "Let it go on" : "Close"}
            </Button>
            <BusyButton
              size="xs"
              color="red"
              type="submit"
              disabled={reason.trim() === ""}
              isBusy={terminate.isPending}
            >
              Terminate the run
            </BusyButton>
          </Group>
        </form>
      </Modal>
    </>
  );
}
