import type { ActionContext } from "../context.ts";
import { createHttp } from "../egress/http-client.ts";
import type { MailPort } from "../mail/mail.ts";
import { createMemoryStore } from "./memory-store.ts";

/** What an action gets in its test; what matters there is given, the rest works and is empty. */
export function actionContext<Connector = null>(
  given: Partial<ActionContext<Connector>> & { readonly connector: Connector },
): ActionContext<Connector> {
  return {
    store: createMemoryStore(),
    http: createHttp(),
    mail: noMail,
    requestKey: "run_1/step",
    signal: new AbortController().signal,
    log: () => {},
    redact: (text) => text,
    now: () => 1_793_000_000_000,
    ...given,
  };
}

const noMail: MailPort = {
  send: async () => {
    throw new Error("This test expects no mail.");
  },
};
