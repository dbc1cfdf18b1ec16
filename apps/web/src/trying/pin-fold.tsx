import { Button, Group, JsonInput, NativeSelect, Stack, Text } from "@mantine/core";
import { encodeData } from "@riposte/template";
import { pinPorts } from "@riposte/draft";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { readApiError } from "../api/api-error.ts";
import { client, queryClient, trpc } from "../api/trpc.ts";
import { useDraft, useDraftStore } from "../canvas/draft-store.ts";
import { whenSaved } from "../canvas/when-saved.ts";
import { resultSchema } from "../panel/data/result-schema.ts";
import { prettyJson } from "../panel/fields/literal.ts";
import { Fold } from "../panel/fold.tsx";
import { usePanel } from "../panel/panel-context.ts";
import { harmlessJson } from "@riposte/plan/harmless-text";
import { RelativeTime } from "../shell/relative-time.tsx";
import { sampleOf } from "./sample-value.ts";
import { usePins } from "./use-pins.ts";
import type { Pin } from "./use-pins.ts";

/** What tests of the draft take in the step's place, instead of carrying it out. */
export function PinFold() {
  const { node } = usePanel();
  const pin = usePins().get(node.id);
  const ports = pinPorts(node);
  if (typeof ports === "string" && pin === undefined) return null;
  const summary =
    pin === undefined
      ? "Tests carry the step out."
      : `Tests do not carry it out: pinned by ${pin.by}. Test this step does.`;
  return (
    <Fold title="Pinned output" summary={summary} holds={() => false}>
      {pin !== undefined && <Pinned pin={pin} />}
      {typeof ports === "string" ? (
        <Text size="xs">{ports}</Text>
      ) : (
        <PinForm key={pin?.at ?? ""} ports={ports} pin={pin} />
      )}
    </Fold>
  );
}

function Pinned({ pin }: { readonly pin: Pin }) {
  const { mayWrite } = usePanel();
  const playbook = useDraft((draft) => draft.playbook.id);
  const unpin = useMutation(trpc.playbooks.unpin.mutationOptions({ onSettled: readPins }));
  return (
    <Stack gap={4} align="flex-start">
      <Text size="xs">
        Pinned by {pin.by} <RelativeTime at={pin.at} />. Tests of the draft take it in the step&apos;s place;
        only Test this step, and what is published, carry the step out.
      </Text>
      <Button
        size="compact-xs"
        variant="default"
        disabled={!mayWrite}
        loading={unpin.isPending}
        onClick={() => unpin.mutate({ playbook, step: pin.step })}
      >
        Unpin
      </Button>
      {unpin.error !== null && <Refusal error={unpin.error} />}
    </Stack>
  );
}

interface PinFormProps {
  readonly ports: readonly string[];
  readonly pin: Pin | undefined;
}

function PinForm({ ports, pin }: PinFormProps) {
  const { node, mayWrite } = usePanel();
  const draft = useDraftStore();
  const start = useStart(pin);
  const [written, setWritten] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const text = written ?? start.text;
  const port = chosen ?? pin?.port ?? ports[0] ?? "default";
  const save = useMutation({
    mutationFn: async () => {
      await whenSaved(draft);
      const step = { playbook: draft.getState().playbook.id, step: node.id };
      // As it was recorded: nothing of it is lost on its way through a page.
      const isAsRecorded = written === null && chosen === null && start.run !== null;
      return client.playbooks.pin.mutate(
        isAsRecorded ? { ...step, ofRun: start.run } : { ...step, output: text, port },
      );
    },
    onSettled: readPins,
  });
  return (
    <Stack gap={8}>
      <JsonInput
        size="xs"
        label="What it gives in tests"
        description={start.says}
        autosize
        minRows={3}
        maxRows={14}
        validationError="This is not JSON."
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        readOnly={!mayWrite}
        value={text}
        onChange={setWritten}
      />
      {ports.length > 1 && (
        <NativeSelect
          size="xs"
          label="It goes on at"
          disabled={!mayWrite}
          data={[...ports]}
          value={port}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        />
      )}
      <Group>
        <Button
          size="xs"
          variant="default"
          disabled={!mayWrite}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {pin === undefined ? "Pin this output" : "Pin this instead"}
        </Button>
      </Group>
      {save.error !== null && <Refusal error={save.error} />}
    </Stack>
  );
}

/** What the field begins with: what is pinned, what the step last gave, or the shape of it. */
function useStart(pin: Pin | undefined) {
  const { node, catalogue, sample } = usePanel();
  const last = sample.outputs.get(node.id);
  if (pin !== undefined) {
    const { json = null, preview = "" } = pin.output ?? {};
    const says =
      json === null ? "It is too large to be shown: this is its beginning." : "This is what is pinned.";
    return { text: json === null ? preview : shown(json), run: null, says };
  }
  const recorded = last === undefined ? null : encodeData(last.value);
  if (last !== undefined && recorded !== null && !wasSimulated(recorded)) {
    const says = "What it gave when it last ran; change it as you like.";
    return { text: shown(recorded), run: last.run, says };
  }
  const schema = resultSchema(node, catalogue);
  const text = schema === null ? "{}" : JSON.stringify(sampleOf(schema), null, 2);
  const why = recorded === null ? "It has not run yet" : "It was only simulated";
  return { text, run: null, says: `${why}: this is an example to change.` };
}

/** Then it gave nothing that what follows could read. */
function wasSimulated(json: string): boolean {
  const value: unknown = JSON.parse(json);
  return typeof value === "object" && value !== null && "simulated" in value && value.simulated === true;
}

function shown(json: string): string {
  return harmlessJson(prettyJson(json));
}

function Refusal({ error }: { readonly error: unknown }) {
  return (
    <Text size="xs" c="var(--mantine-color-error)" role="alert">
      {readApiError(error).message}
    </Text>
  );
}

function readPins(): Promise<void> {
  return queryClient.invalidateQueries(trpc.playbooks.pins.pathFilter());
}
