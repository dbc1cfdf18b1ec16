import { Button, Group, PasswordInput, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { SecretDraft } from "./connector-draft.ts";
import classes from "./connectors-page.module.css";

interface SecretFieldProps {
  readonly label: string;
  readonly help: string | null;
  readonly required: boolean;
  readonly error: string | null;
  /** Undefined: never set. */
  readonly secret: SecretDraft | undefined;
  readonly onChange: (secret: SecretDraft) => void;
  /** Whether there is one to keep. */
  readonly isSet: boolean;
}

/** Written, never read: what is set is only said to be set. */
export function SecretField({ label, help, required, error, secret, onChange, isSet }: SecretFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const isReplacing = isSet && secret?.kind === "typed";
  useEffect(() => {
    if (isReplacing) input.current?.focus();
  }, [isReplacing]);
  if (isSet && !isReplacing) {
    const removed = secret?.kind === "removed";
    return (
      <fieldset className={classes["secret"]}>
        <legend className={classes["legend"]}>{label}</legend>
        <Group gap="sm">
          <Text component="span" c="dimmed" className={classes["set"]}>
            <IconLock size={16} stroke={1.5} aria-hidden />
            {removed ? "Will be removed" : "Set"}
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => onChange({ kind: "typed", value: "" })}>
            Replace
          </Button>
          {removed ? (
            <Button size="compact-xs" variant="default" onClick={() => onChange({ kind: "kept" })}>
              Keep it
            </Button>
          ) : (
            !required && (
              <Button size="compact-xs" variant="default" onClick={() => onChange({ kind: "removed" })}>
                Remove
              </Button>
            )
          )}
        </Group>
      </fieldset>
    );
  }
  return (
    <div>
      <PasswordInput
        label={label}
        description={help}
        required={required}
        error={error}
        ref={input}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ tabIndex: 0, "aria-label": `Show or hide: ${label}` }}
        value={secret?.kind === "typed" ? secret.value : ""}
        onChange={(event) => onChange({ kind: "typed", value: event.currentTarget.value })}
      />
      {isSet && (
        <Button mt={4} size="compact-xs" variant="default" onClick={() => onChange({ kind: "kept" })}>
          Keep the one that is set
        </Button>
      )}
    </div>
  );
}
