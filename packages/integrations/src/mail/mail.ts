export interface Mail {
  readonly from: string | null;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
}

export interface MailPort {
  /**
   * Sends it, or keeps it in the outbox while SMTP is not set up. The same request key makes one message.
   * @throws ActionError for what the mail server said.
   */
  send(
    mail: Mail,
    options: { readonly requestKey: string; readonly signal: AbortSignal },
  ): Promise<MailReceipt>;
}

export interface MailReceipt {
  readonly state: "sent" | "kept";
  /** With angle brackets. */
  readonly messageId: string;
  /** Addresses that the server did not take, where it took others. */
  readonly rejected: readonly string[];
}
