import { Alert, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { readApiError } from "../../api/api-error.ts";
import { faultsOf, inputOf } from "./connector-draft.ts";
import type { ConnectorDraft } from "./connector-draft.ts";
import { AddOwnField } from "./own-fields.tsx";
import { RunnerGroupField } from "./runner-group-field.tsx";
import { labelOf } from "./schema-fields.ts";
import type { SchemaField } from "./schema-fields.ts";
import { SecretField } from "./secret-field.tsx";
import { SettingField } from "./setting-field.tsx";
import { useSaveConnector } from "./use-connectors.ts";

interface ConnectorFormProps {
  readonly initial: ConnectorDraft;
  /** Null: a type of one's own, for scripts. */
  readonly fields: {
    readonly settings: readonly SchemaField[];
    readonly secrets: readonly SchemaField[];
  } | null;
  readonly isNew: boolean;
  readonly takenNames: readonly string[];
  readonly onDirty: (dirty: boolean) => void;
  readonly onSaved: () => void;
}

export function ConnectorForm({ initial, fields, isNew, takenNames, onDirty, onSaved }: ConnectorFormProps) {
  const [draft, setDraft] = useState(initial);
  const [checked, setChecked] = useState(false);
  const save = useSaveConnector(onSaved);
  const settings = fields?.settings ?? ownFields(Object.keys(draft.settings));
  const secrets = fields?.secrets ?? ownFields(Object.keys(draft.secrets));
  const faults = {
    ...faultsOf(draft, { settings, secrets, set: Object.keys(initial.secrets) }),
    ...(isNew && takenNames.includes(draft.name.trim())
      ? { name: "There is a connector of that name." }
      : {}),
  };
  const refused = save.error === null ? null : readApiError(save.error);
  const errorAt = (path: string) =>
    refused?.field === path
      ? withoutPath(refused.message, path)
      : checked
        ? (faults[path as "name"] ?? null)
        : null;
  const change = (next: Partial<ConnectorDraft>) => {
    setDraft({ ...draft, ...next });
    onDirty(true);
    save.reset();
  };
  const submit = () => {
    setChecked(true);
    if (Object.keys(faults).length === 0) save.mutate(inputOf(draft, fields?.settings ?? []));
  };
  const shownAtField =
    refused?.field === "name" || /^(settings\.|secrets\.|runnerGroup$)/.test(refused?.field ?? "");
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="md">
        <TextInput
          label="Name"
          description={isNew ? "Steps choose it by this name. It cannot be changed later." : null}
          required={isNew}
          readOnly={!isNew}
          variant={isNew ? "default" : "unstyled"}
          maxLength={100}
          autoComplete="off"
          data-autofocus={isNew || undefined}
          value={draft.name}
          error={errorAt("name")}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        {settings.map((field) => (
          <SettingField
            key={field.key}
            field={field}
            value={draft.settings[field.key] ?? ""}
            error={errorAt(`settings.${field.key}`)}
            onChange={(text) => change({ settings: { ...draft.settings, [field.key]: text } })}
          />
        ))}
        {fields === null && (
          <AddOwnField
            what="setting"
            taken={Object.keys(draft.settings)}
            onAdd={(key) => change({ settings: { ...draft.settings, [key]: "" } })}
          />
        )}
        {secrets.map((field) => (
          <SecretField
            key={field.key}
            label={field.label}
            help={field.help}
            required={field.required}
            error={errorAt(`secrets.${field.key}`)}
            isSet={initial.secrets[field.key] !== undefined}
            secret={draft.secrets[field.key]}
            onChange={(secret) => change({ secrets: { ...draft.secrets, [field.key]: secret } })}
          />
        ))}
        {fields === null && (
          <AddOwnField
            what="secret"
            taken={Object.keys(draft.secrets)}
            onAdd={(key) => change({ secrets: { ...draft.secrets, [key]: { kind: "typed", value: "" } } })}
          />
        )}
        <RunnerGroupField
          group={draft.runnerGroup}
          error={errorAt("runnerGroup")}
          onChange={(runnerGroup) => change({ runnerGroup })}
        />
        <Text c="dimmed">Secrets are stored encrypted and never shown again to anybody.</Text>
        {refused !== null && !shownAtField && (
          <Alert color="red" title="It was not saved">
            {refused.message}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            {isNew ? "Create connector" : "Save changes"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** It stands under its field: the field need not be named. */
function withoutPath(message: string, path: string): string {
  return message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message;
}

function ownFields(keys: readonly string[]): readonly SchemaField[] {
  return keys.map((key) => ({
    key,
    label: labelOf(key),
    help: null,
    required: false,
    kind: "text",
    choices: [],
    fallback: null,
  }));
}
