import { Anchor, Button, Code, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { readApiError } from "../../api/api-error.ts";
import { client } from "../../api/trpc.ts";
import { useDraft } from "../../canvas/draft-store.ts";
import { CopyText } from "../../run/copy-text.tsx";
import classes from "./editor-hook.module.css";
import { useMay } from "../../shell/me.ts";
import { RemovalDialog } from "../../shell/removal-dialog.tsx";

type Hook = Awaited<ReturnType<typeof client.playbooks.hook.query>>;

/** Where the webhook listens; its secret only for who asks, as asking is on the audit log. */
export function EditorHook() {
  const { id, publishedVersion } = useDraft(({ playbook }) => playbook);
  const may = useMay("playbooks.hook");
  const hook = useMutation({ mutationFn: () => client.playbooks.hook.query({ name: id }) });
  if (publishedVersion === null)
    return <p className={classes["note"]}>Publish the playbook to get the webhook's address and secret.</p>;
  if (!may) return null;
  if (hook.data === undefined) {
    return (
      <div className={classes["hook"]}>
        <Button size="xs" variant="default" loading={hook.isPending} onClick={() => hook.mutate()}>
          Show address and secret
        </Button>
        {hook.error !== null && (
          <Text c="var(--mantine-color-error)" mt="xs">
            {readApiError(hook.error).message}
          </Text>
        )}
      </div>
    );
  }
  return <Address playbook={id} hook={hook.data} onHide={hook.reset} />;
}

interface AddressProps {
  readonly playbook: string;
  readonly hook: Hook;
  readonly onHide: () => void;
}

function Address({ playbook, hook: asked, onHide }: AddressProps) {
  const [isAsking, setAsking] = useState(false);
  const rotation = useMutation({
    mutationFn: () => client.playbooks.rotateHookSecret.mutate({ name: playbook }),
    onSuccess: () => setAsking(false),
  });
  const hook = rotation.data ?? asked;
  const rows = [
    { name: "Address", text: hook.url },
    { name: "Secret", text: hook.secret },
    { name: "Try it", text: curlOf(hook) },
  ];
  return (
    <section className={classes["hook"]} aria-label="Webhook">
      {rows.map(({ name, text }) => (
        <div key={name} className={classes["row"]}>
          <span className={classes["name"]}>{name}</span>
          <CopyText text={text} label={`Copy: ${name}`} />
          <Code block className={classes["text"]}>
            {text}
          </Code>
        </div>
      ))}
      {!hook.enabled && <Text size="sm">The playbook is off: what comes now is refused.</Text>}
      <Group gap="md">
        <Anchor component="button" type="button" size="sm" onClick={onHide}>
          Hide
        </Anchor>
        <Anchor component="button" type="button" size="sm" onClick={() => setAsking(true)}>
          New secret…
        </Anchor>
      </Group>
      {isAsking && (
        <RemovalDialog
          title="Give this webhook a new secret?"
          failed="The secret is the one it was"
          doing="Make a new secret"
          removal={rotation}
          onRemove={() => rotation.mutate()}
          onClose={() => setAsking(false)}
        >
          <Text>
            The secret it has stops working at once: every sender is refused until it is given the new one.
          </Text>
        </RemovalDialog>
      )}
    </section>
  );
}

/** Ready for a shell. */
function curlOf({ url, secret, auth }: Hook): string {
  const send = `-H 'content-type: application/json' -d "$body" '${url}'`;
  if (auth.mode === "secret_header")
    return `body='{"hello":"world"}'\ncurl -X POST -H '${auth.header}: ${secret}' ${send}`;
  return [
    `body='{"hello":"world"}'; at=$(date +%s)`,
    `signature=$(printf '%s.%s' "$at" "$body" | openssl dgst -sha256 -hmac '${secret}' | sed 's/^.* //')`,
    `curl -X POST -H "${auth.timestampHeader}: $at" -H "${auth.signatureHeader}: v1=$signature" ${send}`,
  ].join("\n");
}
