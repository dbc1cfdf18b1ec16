import { Button, Group, Modal, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { readApiError } from "../api/api-error.ts";
import { trpc } from "../api/trpc.ts";
import { useMay } from "../shell/me.ts";
import { RerunDialog } from "./rerun-dialog.tsx";
import { rerunWords, testAgain } from "./rerun-words.ts";
import type { RerunFrom } from "./rerun-words.ts";
import type { RunOutline } from "./run-data.ts";
import { StartButton } from "./start-button.tsx";

/** Once more with the event of this run: the published version, or the draft where a draft was tried. */
export function Rerun({ outline }: { readonly outline: RunOutline }) {
  const mayStart = useMay("runs.start");
  const mayTest = useMay("playbooks.write");
  if (outline.isVersion) return mayStart ? <RerunVersion outline={outline} /> : null;
  return mayTest ? <TestAgain outline={outline} /> : null;
}

// One click beside *Cancel run* must not write for real: it asks first.

function RerunVersion({ outline }: { readonly outline: RunOutline }) {
  const [isOpen, dialog] = useDisclosure(false);
  const cache = useQueryClient();
  const open = () => {
    void cache.invalidateQueries(trpc.runs.outline.queryFilter({ id: outline.run.id }));
    dialog.open();
  };
  const { obstacle, version } = rerunWords(outline);
  return (
    <>
      <StartButton label="Rerun…" about={version} obstacle={obstacle} onStart={open} />
      <RerunDialog outline={outline} from={choicesOf(outline)} opened={isOpen} onClose={dialog.close} />
    </>
  );
}

const NOT_WELL: ReadonlySet<string> = new Set(["failed", "cancelled", "unknown"]);

/** All of it, or, where something went wrong, only that. */
function choicesOf({ run, steps }: RunOutline): readonly RerunFrom[] {
  const hasFailed = run.over && steps.some(({ state, scope }) => scope === "" && NOT_WELL.has(state));
  return hasFailed ? [{ kind: "start" }, { kind: "failed" }] : [{ kind: "start" }];
}

/** A simulated one harms nobody and starts at once. */
function TestAgain({ outline }: { readonly outline: RunOutline }) {
  const navigate = useNavigate();
  const test = useMutation(
    trpc.playbooks.test.mutationOptions({
      onSuccess: ({ run: id }) => navigate({ to: "/runs/$run", params: { run: id } }),
      onError: (error) => {
        notifications.show({
          color: "red",
          title: "It was not started",
          message: readApiError(error).message,
        });
      },
    }),
  );
  const [isOpen, dialog] = useDisclosure(false);
  const { request, verb, about, obstacle } = testAgain(outline);
  const start = () => {
    dialog.close();
    test.mutate(request);
  };
  return (
    <>
      <StartButton
        label={request.simulate ? verb : `${verb}…`}
        about={about}
        obstacle={obstacle}
        isStarting={test.isPending}
        onStart={request.simulate ? start : dialog.open}
      />
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={`Test the draft of ${outline.run.playbook.name} once more`}
        transitionProps={{ duration: 100 }}
      >
        <Text>{about}</Text>
        <Group justify="flex-end" gap="sm" mt={16}>
          <Button size="xs" variant="default" onClick={dialog.close}>
            Leave it
          </Button>
          <Button size="xs" data-autofocus onClick={start}>
            {verb}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
