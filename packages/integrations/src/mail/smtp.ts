import { createTransport } from "nodemailer";
import { ActionError } from "../action-error.ts";
import type { Mail } from "./mail.ts";

export interface SmtpTransport {
  /** Gives back the addresses that the server did not take, where it took others. @throws ActionError */
  send(mail: Mail, messageId: string): Promise<readonly string[]>;
}

/**
 * @param url `smtp://user:password@host:port?from=soc@example.com`, or `smtps://`: an administrator's, so no
 * egress guard. `from` is the sender of messages that name none.
 */
export function createSmtp(url: string): SmtpTransport {
  const server = new URL(url);
  const sender = server.searchParams.get("from") ?? "riposte@localhost";
  server.searchParams.delete("from");
  const place = `${server.hostname}:${server.port || (server.protocol === "smtps:" ? "465" : "587")}`;
  return {
    async send({ from, to, cc, bcc, replyTo, subject, text, html }, messageId) {
      let wentOut = false;
      const transport = createTransport({
        url: server.href,
        connectionTimeout: 10_000,
        greetingTimeout: 10_000,
        socketTimeout: 30_000,
        // Templates of playbooks must not make it read files or addresses.
        disableFileAccess: true,
        disableUrlAccess: true,
        logger: whenWritten(() => (wentOut = true)),
      });
      try {
        const sent = await transport.sendMail({
          from: from ?? sender,
          to: [...to],
          cc: [...cc],
          bcc: [...bcc],
          subject,
          text,
          messageId,
          ...(replyTo === null ? {} : { replyTo }),
          ...(html === null ? {} : { html }),
        });
        return sent.rejected.map(String);
      } catch (error) {
        throw explain(error, place, wentOut);
      }
    },
  };
}

function ignore(): void {}

/** nodemailer says only in its log that the whole message has been written to the server. */
function whenWritten(note: () => void) {
  const info = (entry: unknown) => {
    if (typeof entry === "object" && entry !== null && "tnx" in entry && entry.tnx === "message") note();
  };
  return { level: ignore, trace: ignore, debug: ignore, info, warn: ignore, error: ignore, fatal: ignore };
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

function explain(error: unknown, place: string, wentOut: boolean): ActionError {
  const { code = "", responseCode, response } = error as SmtpError;
  if (responseCode !== undefined) {
    const said = `The mail server ${place} refused the message: ${response ?? responseCode}.`;
    if (responseCode >= 500) return new ActionError("rejected", said, { cause: error });
    return new ActionError("unavailable", said, { retryable: true, cause: error });
  }
  if (code === "EENVELOPE") {
    return new ActionError("rejected", `The mail server ${place} accepts none of the addresses.`, {
      cause: error,
    });
  }
  if (wentOut) {
    const message = `The mail server ${place} was sent the message and did not confirm it: it may or may not have gone out.`;
    return new ActionError("unknown_outcome", message, { unknown: true, cause: error });
  }
  if (code === "EAUTH") {
    return new ActionError("rejected", `The mail server ${place} does not accept our user and password.`, {
      cause: error,
    });
  }
  const message = `The mail server ${place} cannot be used: the connection failed${code === "" ? "" : ` with ${code}`}.`;
  return new ActionError("unavailable", message, { retryable: true, cause: error });
}
