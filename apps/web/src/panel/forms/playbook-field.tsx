import { Select } from "@mantine/core";
import type { FieldPath } from "@riposte/draft";
import type { PlaybookEntry } from "@riposte/plan";
import { AnchorLink } from "../../address/anchor-link.tsx";
import { useDraft } from "../../canvas/draft-store.ts";
import { playbookOf } from "../data/result-schema.ts";
import { Field } from "../fields/field.tsx";
import { usePanel } from "../panel-context.ts";

interface PlaybookFieldProps {
  readonly field: FieldPath;
  readonly label: string;
  readonly help?: string;
  /** Id or name, as it is written; empty: none. */
  readonly value: string;
  readonly isRequired?: boolean;
  readonly onChoose: (id: string | undefined) => void;
}

/** Why one cannot be chosen, or what to know of it. */
const STATE_WORDS: Readonly<Record<PlaybookEntry["state"], string>> = {
  callable: "",
  off: " (off)",
  unpublished: " (not published)",
  other: " (starts in another way)",
};

/** Every playbook of the workspace, those that cannot be called too, with the reason. */
export function PlaybookField({
  field,
  label,
  help,
  value,
  isRequired = false,
  onChoose,
}: PlaybookFieldProps) {
  const { catalogue, mayWrite } = usePanel();
  const own = useDraft(({ playbook }) => playbook.id);
  const chosen = playbookOf(catalogue, value);
  const entries = [...(catalogue.playbooks?.values() ?? [])];
  const data = entries.map(({ id, name, state }) => ({
    value: id,
    label: `${name}${id === own ? " (this one)" : ""}${STATE_WORDS[state]}`,
    disabled: (state === "unpublished" || state === "other") && id !== chosen?.id,
  }));
  const callable = data.some(({ disabled }) => !disabled);
  return (
    <Field
      field={field}
      label={label}
      help={
        callable
          ? (help ?? null)
          : 'There is none that can be called yet. One can when it starts with "Called by a playbook" or "A run failed", and is published.'
      }
      isRequired={isRequired}
      clear={isRequired || value === "" ? null : () => onChoose(undefined)}
    >
      {(ids) => (
        <>
          <Select
            id={ids.id}
            size="xs"
            searchable
            data={data.toSorted((a, b) => Number(a.disabled) - Number(b.disabled))}
            value={chosen?.id ?? null}
            placeholder={value === "" ? (isRequired ? "Choose a playbook" : "None") : value}
            readOnly={!mayWrite}
            allowDeselect={false}
            error={ids.isInvalid}
            aria-required={ids.isRequired || undefined}
            aria-describedby={ids.describedBy}
            nothingFoundMessage="No playbook is called that."
            onChange={(id) => {
              if (id !== null) onChoose(id);
            }}
          />
          {chosen !== undefined && (
            <AnchorLink to="/playbooks/$playbook" params={{ playbook: chosen.id }}>
              Open {chosen.name}
            </AnchorLink>
          )}
        </>
      )}
    </Field>
  );
}
