import { Anchor, Drawer, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useFocusBack } from "../../shell/focus-back.ts";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { MailText } from "./mail-text.tsx";
import { readMail } from "./mail-message.ts";
import { MAIL_STATES, MailState } from "./mail-state.tsx";
import classes from "./outbox-page.module.css";
import type { OutboxItem } from "./outbox-table.tsx";

/** The whole of a message. Its HTML is somebody else's: it is shown as text. */
export function MessageDrawer({ item, onClose }: { item: OutboxItem; onClose: () => void }) {
  useFocusBack();
  const mail = readMail(item.message);
  const heads: readonly (readonly [string, ReactNode])[] = [
    ["From", mail.from],
    ["To", mail.to.join(", ")],
    ["Cc", mail.cc.join(", ")],
    ["Bcc", mail.bcc.join(", ")],
    ["Reply to", mail.replyTo],
    ["Written", <RelativeTime key="written" at={item.createdAt} />],
    ["Sent", item.sentAt === null ? null : <RelativeTime key="sent" at={item.sentAt} />],
    [
      "Run",
      item.run === null ? null : (
        <Anchor
          key="run"
          renderRoot={(props) => <Link to="/runs/$run" params={{ run: item.run ?? "" }} {...props} />}
        >
          {item.run}
        </Anchor>
      ),
    ],
    ["Message", mail.messageId],
  ];
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={640}
      title={mail.subject === "" ? "No subject" : mail.subject}
      transitionProps={{ duration: 100 }}
    >
      <Stack gap="md">
        <div>
          <MailState state={item.state} />
          <Text c="dimmed">{MAIL_STATES[item.state].meaning}.</Text>
          {item.error !== null && <p className={classes["error"]}>{item.error}</p>}
        </div>
        <dl className={classes["heads"]}>
          {heads.flatMap(([name, value]) =>
            value === null || value === ""
              ? []
              : [<dt key={`${name}:`}>{name}</dt>, <dd key={name}>{value}</dd>],
          )}
        </dl>
        {mail.text !== "" && (
          <pre className={classes["body"]}>
            <MailText text={mail.text} />
          </pre>
        )}
        {mail.html !== null && (
          <section aria-label="HTML source">
            <Text c="dimmed">Its HTML, as it is written:</Text>
            <pre className={`${classes["body"]} ${classes["source"]}`}>{mail.html}</pre>
          </section>
        )}
      </Stack>
    </Drawer>
  );
}
