import { Modal, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import { emptyDraft } from "../../pages/connectors/connector-draft.ts";
import { ConnectorForm } from "../../pages/connectors/connector-form.tsx";
import { fieldsOf } from "../../pages/connectors/schema-fields.ts";
import { useConnectorTypes } from "../../pages/connectors/use-connector-types.ts";
import { useFocusBack } from "../../shell/focus-back.ts";
import { usePanel } from "../panel-context.ts";

interface NewConnectorProps {
  readonly type: string;
  readonly onClose: () => void;
  readonly onCreated: (name: string) => void;
}

/** The page's own form, for the type that the action wants. */
export function NewConnector({ type, onClose, onCreated }: NewConnectorProps) {
  useFocusBack();
  const { catalogue } = usePanel();
  const queries = useQueryClient();
  const types = useConnectorTypes();
  const entry = types?.find((one) => one.type === type);
  const saved = async () => {
    const options = trpc.catalogue.get.queryOptions();
    await queries.invalidateQueries({ queryKey: options.queryKey });
    const { connectors } = await queries.fetchQuery(options);
    const made = connectors.find((one) => one.type === type && !catalogue.connectors.has(one.name));
    if (made === undefined) onClose();
    else onCreated(made.name);
  };
  return (
    <Modal opened onClose={onClose} title={`New connector: ${entry?.name ?? type}`}>
      <Stack gap="md">
        {entry !== undefined && <Text c="dimmed">{entry.description}</Text>}
        {types !== null && (
          <ConnectorForm
            initial={emptyDraft(type)}
            fields={
              entry?.schemas === undefined
                ? null
                : { settings: fieldsOf(entry.schemas.settings), secrets: fieldsOf(entry.schemas.secrets) }
            }
            isNew
            takenNames={[...catalogue.connectors.keys()]}
            onDirty={() => undefined}
            onSaved={() => void saved()}
          />
        )}
      </Stack>
    </Modal>
  );
}
