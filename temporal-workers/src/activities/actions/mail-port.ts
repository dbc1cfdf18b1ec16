import { keepMessage, settleMessage } from "@riposte/db";
import type { Database } from "@riposte/db";
import { ActionError, messageIdOf } from "@riposte/integrations";
import type { MailPort, SmtpTransport } from "@riposte/integrations";
import { persistently } from "./persistently.ts";

/** Every message lies in the outbox before it goes out; `smtp` is null while it is not set up. */
export function createMail(db: Database, workspaceId: string, smtp: SmtpTransport | null): MailPort {
  return {
    async send(mail, { requestKey, signal }) {
      const receipt = { messageId: messageIdOf(requestKey), rejected: [] };
      const message = JSON.stringify({ ...mail, messageId: receipt.messageId });
      const kept = await persistently(() => keepMessage(db, { workspaceId, message, requestKey }));
      if (kept.state === "sent") return { ...receipt, state: "sent" };
      if (smtp === null) return { ...receipt, state: "kept" };

      signal.throwIfAborted();
      const settle = (error: string | null) =>
        persistently(() => settleMessage(db, workspaceId, { id: kept.id, error }));
      try {
        const rejected = await smtp.send(mail, receipt.messageId);
        await settle(null);
        return { ...receipt, state: "sent", rejected };
      } catch (error) {
        await settle(error instanceof ActionError ? error.message : "It could not be sent.");
        throw error;
      }
    },
  };
}
