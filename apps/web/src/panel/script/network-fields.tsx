import { Select, Textarea } from "@mantine/core";
import type { ScriptDraft } from "./script-draft.ts";
import type { Faults } from "./script-faults.ts";

interface NetworkFieldsProps {
  readonly draft: ScriptDraft;
  readonly faults: Faults;
  readonly isReadOnly: boolean;
  readonly onChange: (changes: Partial<ScriptDraft>) => void;
}

const NETWORKS: readonly { readonly value: ScriptDraft["network"]; readonly label: string }[] = [
  { value: "none", label: "None" },
  { value: "hosts", label: "These hosts" },
  { value: "internet", label: "The public internet" },
];

const SAYS: Readonly<Record<ScriptDraft["network"], string>> = {
  none: "Its scripts reach nothing.",
  hosts: "Its scripts reach these, and nothing else.",
  internet: "Any public host by HTTP and HTTPS, and the hosts below.",
};

/** What its scripts may reach. */
export function NetworkFields({ draft, faults, isReadOnly, onChange }: NetworkFieldsProps) {
  return (
    <>
      <Select
        size="xs"
        readOnly={isReadOnly}
        label="Network"
        description={SAYS[draft.network]}
        data={NETWORKS}
        value={draft.network}
        allowDeselect={false}
        onChange={(value) => onChange({ network: value ?? "none" })}
      />
      {draft.network !== "none" && (
        <Textarea
          size="xs"
          readOnly={isReadOnly}
          label="Hosts"
          description="One a line, with a port where it is not 443. A private one needs an administrator, too."
          placeholder={"api.example.org\nwhois.example.org:43"}
          autosize
          minRows={2}
          maxRows={10}
          spellCheck={false}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 12 } }}
          value={draft.hosts}
          error={faults["hosts"]}
          onChange={({ currentTarget }) => onChange({ hosts: currentTarget.value })}
        />
      )}
    </>
  );
}
