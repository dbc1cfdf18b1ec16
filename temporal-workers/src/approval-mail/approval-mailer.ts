import { setTimeout as sleep } from "node:timers/promises";
import { listApprovalMails, returnApprovalMail, settleMessage, takeApprovalMail } from "@riposte/db";
import type { ApprovalMail, Connection, Database } from "@riposte/db";
import { ActionError, messageIdOf } from "@riposte/integrations";
import type { Mail, SmtpTransport } from "@riposte/integrations";
import type { Logger } from "pino";
import { describeError } from "../activities/actions/describe-error.ts";
import { persistently } from "../activities/actions/persistently.ts";

export interface ApprovalMailer {
  /** There is a new one. */
  readonly wake: () => void;
  readonly ended: Promise<void>;
}

interface MailerParts {
  readonly sql: Connection["sql"];
  readonly db: Database;
  readonly smtp: SmtpTransport;
  readonly logger: Logger;
  readonly stop: AbortSignal;
}

/** What could not be sent for a reason that passes is tried again so often, as long as the approval is open. */
const LOOK_MS = 30_000;
const AT_ONCE = 20;
const MEANWHILE =
  "It is being sent. If this stays, the worker was lost in the middle: it may or may not have gone out, and is not sent again.";

/**
 * Sends the mails about open approvals, beside the runs: a mail that does not go out never holds one up. A mail
 * is taken before it is sent and given back only when it certainly was not, so that none is sent twice.
 */
export function startApprovalMailer(parts: MailerParts): ApprovalMailer {
  let wake = () => {};
  let pending = true;

  async function run(): Promise<void> {
    while (!parts.stop.aborted) {
      pending = false;
      await sendAll(parts).catch((error: unknown) => {
        parts.logger.warn({ error: describeError(error) }, "Approval mails cannot be sent just now");
      });
      if (pending) continue;
      const woken = new AbortController();
      wake = () => woken.abort();
      await sleep(LOOK_MS, undefined, { signal: AbortSignal.any([parts.stop, woken.signal]) }).catch(
        () => {},
      );
    }
  }

  return {
    wake: () => {
      pending = true;
      wake();
    },
    ended: run(),
  };
}

async function sendAll(parts: MailerParts): Promise<void> {
  for (const mail of await listApprovalMails(parts.sql, AT_ONCE)) {
    if (parts.stop.aborted) return;
    await sendOne(parts, mail);
  }
}

async function sendOne({ sql, db, smtp, logger }: MailerParts, kept: ApprovalMail): Promise<void> {
  const { id, workspaceId, requestKey } = kept;
  const mail = JSON.parse(kept.message) as Mail;
  if (!mail.to.some((address) => address.includes("@")) || !(await takeApprovalMail(sql, id, MEANWHILE)))
    return;
  const settle = (error: string | null) => persistently(() => settleMessage(db, workspaceId, { id, error }));
  try {
    const refused = await smtp.send(mail, messageIdOf(requestKey));
    await settle(null);
    if (refused.length > 0)
      logger.warn({ mail: id, refused: refused.length }, "Some addresses were not taken");
  } catch (error) {
    const known = error instanceof ActionError ? error : null;
    logger.warn({ mail: id, error: describeError(error) }, "An approval mail was not sent");
    if (known?.retryable === true && !known.unknown) {
      await persistently(() => returnApprovalMail(sql, id, `${known.message} It will be tried again.`));
    } else await settle(known?.message ?? "It could not be sent.");
  }
}
