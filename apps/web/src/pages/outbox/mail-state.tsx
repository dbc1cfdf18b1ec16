import { IconArchive, IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import classes from "./outbox-page.module.css";

export const MAIL_STATES = {
  kept: {
    word: "Kept",
    icon: IconArchive,
    meaning: "Not sent: no mail server was set up when it was written",
  },
  sent: { word: "Sent", icon: IconCircleCheck, meaning: "The mail server took it" },
  failed: { word: "Failed", icon: IconCircleX, meaning: "The mail server did not take it" },
} as const;

export type MailStateName = keyof typeof MAIL_STATES;

export function MailState({ state }: { state: MailStateName }) {
  const { word, icon: Icon, meaning } = MAIL_STATES[state];
  return (
    <span className={classes["state"]} data-state={state} title={meaning}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {word}
    </span>
  );
}
