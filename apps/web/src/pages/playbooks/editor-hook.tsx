import { Anchor, Button, Code, Group, Text } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { readApiError } from "../../api/api-error.ts";
import { client } from "../../api/trpc.ts";
import { useDraft } from "../../canvas/draft-store.ts";
import { CopyText } from "../../run/copy-text.tsx";
import classes from "./editor-hook.module.css";
import { focusIfLost } from "../../shell/focus-back.ts";
import { useMay } from "../../shell/me.ts";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { RemovalDialog } from "../../shell/removal-dialog.tsx";

type Hook = Awaited<ReturnType<typeof client.playbooks.hook.query>>;

/** What was asked for, and when: somebody else may give it a new secret meanwhile. */
interface Shown {
  readonly hook: Hook;
  readonly at: number;
}

/** Where the webhook listens; its secret only for who asks, as asking is on the audit log. */
export function EditorHook() {
  const { id, publishedVersion } = useDraft(({ playbook }) => playbook);
  const may = useMay("playbooks.hook");
  const [shown, setShown] = useState<Shown | null>(null);
  const [wasHidden, setHidden] = useState(false);
  const show = (hook: Hook) => setShown({ hook, at: Date.now() });
  const ask = useMutation({ mutationFn: () => client.playbooks.hook.query({ name: id }), onSuccess: show });
  // Meanwhile somebody may have given it a new one.
  useWindowEvent("focus", () => {
    if (shown !== null && !ask.isPending) ask.mutate();
  });
  if (publishedVersion === null)
    return <p className={classes["note"]}>Publish the playbook to get the webhook's address and secret.</p>;
  if (!may) return null;
  const failed = ask.error !== null && (
    <Text c="var(--mantine-color-error)" role="alert">
      {readApiError(ask.error).message}
    </Text>
  );
  if (shown === null) {
    return (
      <div className={classes["hook"]}>
        <Button
          {...(wasHidden ? { ref: focusIfLost } : {})}
          size="xs"
          variant="default"
          loading={ask.isPending}
          onClick={() => ask.mutate()}
        >
          Show address and secret
        </Button>
        {failed}
      </div>
    );
  }
  const hide = () => {
    setShown(null);
    setHidden(true);
  };
  return (
    <Address playbook={id} shown={shown} onShow={show} onHide={hide}>
      <Text size="sm" c="dimmed">
        Read <RelativeTime at={shown.at} ends />{" "}
        <Anchor
          component="button"
          type="button"
          size="sm"
          aria-busy={ask.isPending}
          onClick={() => ask.mutate()}
        >
          Read again
        </Anchor>
      </Text>
      {failed}
    </Address>
  );
}

interface AddressProps {
  readonly playbook: string;
  readonly shown: Shown;
  readonly onShow: (hook: Hook) => void;
  readonly onHide: () => void;
  /** How old it is. */
  readonly children: ReactNode;
}

function Address({ playbook, shown: { hook }, onShow, onHide, children }: AddressProps) {
  const [isAsking, setAsking] = useState(false);
  const rotation = useMutation({
    mutationFn: () => client.playbooks.rotateHookSecret.mutate({ name: playbook }),
    onSuccess: (renewed) => {
      onShow(renewed);
      setAsking(false);
    },
  });
  const rows = [
    { name: "Address", text: hook.url },
    { name: "Secret", text: hook.secret },
    { name: "Try it", text: curlOf(hook) },
  ];
  return (
    <section ref={focusIfLost} tabIndex={-1} className={classes["hook"]} aria-label="Webhook">
      {rows.map(({ name, text }) => (
        <div key={name} className={classes["row"]}>
          <span className={classes["name"]}>{name}</span>
          <CopyText text={text} label={`Copy: ${name}`} />
          <Code block className={classes["text"]}>
            {text}
          </Code>
        </div>
      ))}
      {children}
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
