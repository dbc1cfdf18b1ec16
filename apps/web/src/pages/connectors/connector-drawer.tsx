import { Button, Divider, Drawer, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { trpc } from "../../api/trpc.ts";
import { LimitForm } from "../../limits/limit-form.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { useFocusBack } from "../../shell/focus-back.ts";
import { LeaveQuestion } from "../../shell/leave-question.tsx";
import { Loading } from "../../shell/loading.tsx";
import { draftOf, emptyDraft } from "./connector-draft.ts";
import { ConnectorForm } from "./connector-form.tsx";
import { ConnectorTypePicker } from "./connector-type-picker.tsx";
import { fieldsOf } from "./schema-fields.ts";
import { useConnectorTypes } from "./use-connector-types.ts";

interface ConnectorDrawerProps {
  /** The connector to edit; null: a new one. */
  readonly name: string | null;
  readonly takenNames: readonly string[];
  readonly onClose: () => void;
}

/** Closing asks first when something was typed. */
export function ConnectorDrawer({ name, takenNames, onClose }: ConnectorDrawerProps) {
  useFocusBack();
  const [dirty, setDirty] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const close = () => (dirty ? setLeaving(true) : onClose());
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size={480}
      title={name === null ? "New connector" : name}
      transitionProps={{ duration: 100 }}
    >
      {leaving && (
        <LeaveQuestion
          words="What you typed is not saved."
          stay="Go on editing"
          leave="Discard what was typed"
          onStay={() => setLeaving(false)}
          onLeave={onClose}
        />
      )}
      {name === null ? (
        <NewConnector takenNames={takenNames} onDirty={setDirty} onSaved={onClose} />
      ) : (
        <KnownConnector name={name} onDirty={setDirty} onSaved={onClose} />
      )}
    </Drawer>
  );
}

interface PartProps {
  readonly onDirty: (dirty: boolean) => void;
  readonly onSaved: () => void;
}

function NewConnector({ takenNames, ...rest }: PartProps & { takenNames: readonly string[] }): ReactNode {
  const types = useConnectorTypes();
  const [type, setType] = useState<string | null>(null);
  if (types === null) return <Loading />;
  if (type === null) return <ConnectorTypePicker types={types} onPick={setType} />;
  const entry = types.find((each) => each.type === type);
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Text fw={600}>{entry?.name ?? type}</Text>
        <Button size="compact-xs" variant="default" onClick={() => setType(null)}>
          Another type
        </Button>
      </Group>
      {entry !== undefined && <Text c="dimmed">{entry.description}</Text>}
      <ConnectorForm
        {...rest}
        isNew
        takenNames={takenNames}
        initial={emptyDraft(type)}
        fields={entry?.schemas === undefined ? null : fieldsBoth(entry.schemas)}
      />
    </Stack>
  );
}

function KnownConnector({ name, ...rest }: PartProps & { name: string }): ReactNode {
  const types = useConnectorTypes();
  const { data, error, refetch } = useQuery(
    // What is typed must not be overwritten by a fresh answer: one reading is enough.
    trpc.connectors.get.queryOptions({ name }, { staleTime: Infinity, gcTime: 0 }),
  );
  if (error !== null) return <ErrorState error={error} retry={refetch} />;
  if (data === undefined || types === null) return <Loading />;
  const entry = types.find((each) => each.type === data.type);
  return (
    <Stack gap="md">
      <Text c="dimmed">{entry?.description ?? `Type ${data.type}, for scripts.`}</Text>
      <ConnectorForm
        {...rest}
        isNew={false}
        takenNames={[]}
        initial={draftOf(data)}
        fields={entry?.schemas === undefined ? null : fieldsBoth(entry.schemas)}
      />
      <Divider />
      <Text fw={600}>Limit</Text>
      <LimitForm kind="connector" target={name} mayWrite />
    </Stack>
  );
}

function fieldsBoth({ settings, secrets }: { settings: unknown; secrets: unknown }) {
  return { settings: fieldsOf(settings), secrets: fieldsOf(secrets) };
}
