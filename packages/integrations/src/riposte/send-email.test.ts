import { expect, test } from "vitest";
import type { Mail } from "../mail/mail.ts";
import { actionContext } from "../testing/action-context.ts";
import { sendEmail } from "./send-email.ts";

test("hands the message over with the request key", async () => {
  const handed: { mail: Mail; requestKey: string }[] = [];
  const context = actionContext({
    connector: null,
    mail: {
      send: async (mail, { requestKey }) => {
        handed.push({ mail, requestKey });
        return { state: "kept", messageId: "<1@riposte.local>", rejected: [] };
      },
    },
  });
  const args = sendEmail.arguments.parse({ to: "soc@example.com", subject: "Hello", text: "There." });
  await expect(sendEmail.run(args, context)).resolves.toEqual({
    message_id: "<1@riposte.local>",
    rejected: [],
    state: "kept",
  });
  expect(handed).toEqual([
    {
      requestKey: "run_1/step",
      mail: {
        from: null,
        to: ["soc@example.com"],
        cc: [],
        bcc: [],
        replyTo: null,
        subject: "Hello",
        text: "There.",
        html: null,
      },
    },
  ]);
});

test.each([
  { to: [], subject: "s", text: "t" },
  { to: ["not an address"], subject: "s", text: "t" },
  { to: "soc@example.com", subject: "two\nBcc: victim@example.com", text: "t" },
])("refuses what is no message: %j", (args) => {
  expect(sendEmail.arguments.safeParse(args).success).toBe(false);
});
