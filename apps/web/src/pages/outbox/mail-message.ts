/** What lies in the outbox, as far as it can be told: it was written by a step. */
export interface MailMessage {
  readonly from: string | null;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: string | null;
  readonly subject: string;
  readonly text: string;
  /** Shown as text, never as HTML. */
  readonly html: string | null;
  readonly messageId: string | null;
}

export function readMail(value: unknown): MailMessage {
  const mail =
    typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  return {
    from: word(mail["from"]),
    to: words(mail["to"]),
    cc: words(mail["cc"]),
    bcc: words(mail["bcc"]),
    replyTo: word(mail["replyTo"]),
    subject: word(mail["subject"]) ?? "",
    text: word(mail["text"]) ?? "",
    html: word(mail["html"]),
    messageId: word(mail["messageId"]),
  };
}

function word(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function words(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}
