import { Button, Modal, Stack, Switch, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconRepeat } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { client, queryClient, trpc } from "../../api/trpc.ts";
import { useDraft, useDraftStore } from "../../canvas/draft-store.ts";
import { nodeOf } from "../../canvas/graph-questions.ts";
import { titleOf } from "../../canvas/node-fields.ts";
import { whenSaved } from "../../canvas/when-saved.ts";
import { RerunFoot } from "../../run/rerun-foot.tsx";
import type { RunOutline } from "../../run/run-data.ts";
import { useMay } from "../../shell/me.ts";

interface EditorRerunProps {
  readonly outline: RunOutline;
  readonly onRun: (run: string) => void;
}

/** The run once more with the draft: from the selected step on what it recorded, or all of it. */
export function EditorRerun({ outline, onRun }: EditorRerunProps) {
  const mayStart = useMay("runs.start");
  const mayWrite = useDraft(({ playbook }) => playbook.mayWrite);
  const selected = useDraft(({ graph, selection }) =>
    selection.length === 1 ? nodeOf(graph, selection[0] ?? null) : undefined,
  );
  const [isOpen, dialog] = useDisclosure(false);
  if (!mayStart || !mayWrite) return null;
  const isStep = selected !== undefined && selected.kind !== "trigger" && selected.kind !== "note";
  // Until it is over, nobody knows what can be taken over of it.
  const step = isStep && outline.run.over ? { id: selected.id, title: titleOf(selected) } : null;
  const label = step === null ? "Rerun from the start…" : `Rerun from ${step.title}…`;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRepeat size={14} aria-hidden />}
        onClick={dialog.open}
      >
        {label}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        size="lg"
        title="Run it once more, with the draft"
        transitionProps={{ duration: 100 }}
      >
        <RerunForm
          outline={outline}
          step={step}
          onClose={dialog.close}
          onRun={(run) => {
            dialog.close();
            onRun(run);
          }}
        />
      </Modal>
    </>
  );
}

interface RerunFormProps extends EditorRerunProps {
  /** Null: all of it. */
  readonly step: { readonly id: string; readonly title: string } | null;
  readonly onClose: () => void;
}

function RerunForm({ outline: { run, simulate: wasSimulated }, step, onClose, onRun }: RerunFormProps) {
  const draft = useDraftStore();
  const [isSimulated, setSimulated] = useState(true);
  const [requestId] = useState(() => `${run.id} ${crypto.randomUUID()}`);
  const simulate = wasSimulated || isSimulated;
  const from = step === null ? { kind: "start" as const } : { kind: "step" as const, step: step.id };
  const preview = useQuery({
    queryKey: ["preview of a rerun with the draft", run.id, step?.id ?? "", simulate],
    queryFn: async () => {
      const { revision } = await whenSaved(draft);
      const wish = { id: run.id, from, on: "draft" as const, revision, simulate };
      return { wish, told: await client.runs.previewRerun.query(wish) };
    },
    retry: false,
    gcTime: 0,
  });
  const rerun = useMutation(
    trpc.runs.rerun.mutationOptions({
      onSuccess: async ({ run: id }) => {
        await queryClient.invalidateQueries(trpc.runs.list.pathFilter());
        onRun(id);
      },
      onError: () => preview.refetch(),
    }),
  );
  const start = () => {
    if (preview.data === undefined) return;
    const { wish } = preview.data;
    rerun.mutate({ ...wish, requestId: `${requestId} ${wish.revision} ${simulate}` });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <Stack gap="md">
        <Text fw={600}>
          {step === null ? "All of it, from the start" : `${step.title}, and all that follows it`}
        </Text>
        <Switch
          size="xs"
          label="Only show what would be written and sent"
          description={wasSimulated ? "The run was simulated, and so is what follows from it." : undefined}
          checked={simulate}
          disabled={wasSimulated}
          onChange={({ currentTarget }) => setSimulated(currentTarget.checked)}
        />
        <RerunFoot
          preview={preview}
          told={preview.data?.told}
          rerun={rerun}
          doing={simulate ? "Rerun with the draft, simulated" : "Rerun with the draft, for real"}
          onClose={onClose}
        />
      </Stack>
    </form>
  );
}
