import { Modal, Radio, SegmentedControl, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { trpc } from "../api/trpc.ts";
import { useKept } from "../own/use-kept.ts";
import { GivenOutput } from "./given-output.tsx";
import { RerunFoot } from "./rerun-foot.tsx";
import { fromWords, rerunWords, versionsOf } from "./rerun-words.ts";
import type { RerunFrom, VersionChoice } from "./rerun-words.ts";
import type { RunOutline } from "./run-data.ts";

interface RerunDialogProps {
  readonly outline: RunOutline;
  /** What may be chosen; the first is offered. */
  readonly from: readonly RerunFrom[];
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Says what a rerun will do, and does it when that is wanted. */
export function RerunDialog({ outline, from, opened, onClose }: RerunDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={`Run ${outline.run.playbook.name} once more`}
      transitionProps={{ duration: 100 }}
    >
      <RerunForm outline={outline} from={from} onClose={onClose} />
    </Modal>
  );
}

const NOTHING = { output: "", reason: "" };

function RerunForm({ outline, from, onClose }: Omit<RerunDialogProps, "opened">) {
  const { run, published } = outline;
  const versions = versionsOf(outline);
  const [chosen, setChosen] = useState(0);
  const [on, setOn] = useState<VersionChoice>(versions[0] ?? "same");
  const [given, setGiven, forget] = useKept(`rerun.${run.id}`, NOTHING);
  // The same for every press of the button: it starts once.
  const [requestId] = useState(() => `${run.id} ${Math.random().toString(36).slice(2)} ${Date.now()}`);
  const wish = from[chosen] ?? { kind: "start" as const };
  const target = targetOf(wish);
  const question = { id: run.id, from: target, on };
  const preview = useQuery(trpc.runs.previewRerun.queryOptions(question, { staleTime: 0, retry: false }));
  const navigate = useNavigate();
  const cache = useQueryClient();
  const rerun = useMutation(
    trpc.runs.rerun.mutationOptions({
      onSuccess: async ({ run: id }) => {
        forget();
        onClose();
        await cache.invalidateQueries(trpc.runs.outline.queryFilter({ id: run.id }));
        await navigate({ to: "/runs/$run", params: { run: id } });
      },
      // It may have been published anew in the meantime: say what would run now.
      onError: () =>
        Promise.all([
          cache.invalidateQueries(trpc.runs.outline.queryFilter({ id: run.id })),
          cache.invalidateQueries(trpc.runs.previewRerun.pathFilter()),
        ]),
    }),
  );
  const isGiven = wish.kind === "after";
  const words = rerunWords({ ...outline, on });
  const send = () =>
    rerun.mutate({
      ...question,
      requestId: `${requestId} ${JSON.stringify([target, on, isGiven ? given : null])}`.slice(0, 200),
      ...(on === "newest" && published !== null ? { version: published } : {}),
      ...(isGiven ? given : {}),
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="md">
        {from.length > 1 && (
          <Radio.Group
            label="What runs again"
            value={String(chosen)}
            onChange={(value) => setChosen(Number(value))}
          >
            <Stack gap={6} mt={4}>
              {from.map((one, at) => (
                <Radio key={one.kind} value={String(at)} size="xs" label={fromWords(one)} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {from.length === 1 && <Text fw={600}>{fromWords(wish)}</Text>}
        {versions.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label="With which version"
            value={on}
            onChange={(value) => setOn(value === "same" ? "same" : "newest")}
            data={[
              { value: "newest", label: `Version ${published}, published now` },
              { value: "same", label: `Version ${run.version}, which ran` },
            ]}
          />
        )}
        <Text>{words.version}</Text>
        {isGiven && "schema" in wish && (
          <>
            <GivenOutput
              label={wish.label}
              schema={wish.schema}
              value={given.output}
              onChange={(output) => setGiven({ ...given, output })}
            />
            <Textarea
              label="Why?"
              description="Goes into the run's story and the audit log."
              withAsterisk
              autosize
              minRows={2}
              maxLength={1_000}
              value={given.reason}
              onChange={(event) => setGiven({ ...given, reason: event.currentTarget.value })}
            />
          </>
        )}
        <RerunFoot
          preview={preview}
          told={preview.data}
          rerun={rerun}
          doing={words.verb}
          isReady={!isGiven || (given.output !== "" && given.reason.trim() !== "")}
          onClose={onClose}
        >
          <Text fw={600}>{words.effect}</Text>
        </RerunFoot>
      </Stack>
    </form>
  );
}

/** What the server is asked: without what is only for people. */
function targetOf(from: RerunFrom) {
  if (from.kind === "step" || from.kind === "after") return { kind: from.kind, step: from.step };
  return { kind: from.kind };
}
