import { keepMessage, settleMessage } from "@riposte/db";
import type { Database } from "@riposte/db";
import { ActionError, messageIdOf } from "@riposte/integrations";
import type { MailPort, SmtpTransport } from "@riposte/integrations";
import { persistently } from "./persistently.ts";

/** Every message lies in the outbox before it goes out; `smtp` is null while it is not set up. */
export function createMail(db: Database, workspaceId: string, smtp: SmtpTransport | null): MailPort {
  return {
    async send(mail, { requestKey, signal }) {
      const messageId = messageIdOf(requestKey);
      const message = JSON.stringify({ ...mail, messageId });
      const kept = await persistently(() => keepMessage(db, { workspaceId, message, requestKey }));
      if (kept.state === "sent") return { state: "sent", messageId };
      if (smtp === null) return { state: "kept", messageId };

      signal.throwIfAborted();
      const error = await smtp.send(mail, messageId).then(
        () => null,
        (reason: unknown) => reason,
      );
      const said =
        error === null ? null : error instanceof ActionError ? error.message : "It could not be sent.";
      await persistently(() => settleMessage(db, workspaceId, { id: kept.id, error: said }));
      if (error !== null) throw error;
      return { state: "sent", messageId };
    },
  };
}
