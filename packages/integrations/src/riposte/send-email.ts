import { z } from "zod";
import { defineAction } from "../action.ts";

const AN_ADDRESS = "be an e-mail address, such as soc@example.com";
const address = z.email(`must ${AN_ADDRESS}`).meta({ "x-must": AN_ADDRESS });
const addresses = z.union([address.transform((one) => [one]), z.array(address).max(100)]);

export const sendEmail = defineAction({
  key: "riposte.send_email",
  name: "Send e-mail",
  description: "Sends a message by SMTP. While SMTP is not set up, it is kept in the outbox.",
  kind: "notifier",
  effect: "notify",
  idempotent: false,
  execution: "long",
  arguments: z.strictObject({
    to: addresses.refine((all) => all.length > 0, "has no address").describe("One address or several"),
    subject: z
      .string()
      .min(1)
      .max(998)
      .regex(/^[^\r\n]*$/, "has more than one line")
      .meta({
        "x-must":
          "be one line of at most 998 characters; a template's line breaks go with | replace('\\n', ' ')",
      }),
    text: z.string().describe("The message as plain text"),
    html: z.string().optional().describe("The same as HTML"),
    cc: addresses.default([]),
    bcc: addresses.default([]),
    from: address.optional().describe("Another sender than the one SMTP is set up with"),
    reply_to: address.optional(),
  }),
  result: z.object({
    message_id: z.string(),
    rejected: z.array(z.string()).describe("Addresses that the mail server did not take"),
    state: z.enum(["sent", "kept"]).describe("`kept`: in the outbox, since SMTP is not set up"),
  }),
  target: ({ to, cc, bcc }) => [...to, ...cc, ...bcc].map((each) => `mail:${each}`),
  examples: [
    {
      arguments: {
        to: ["soc@example.com"],
        subject: "AL-SIGNIN1 is being worked on",
        text: "See the alert.",
      },
      result: { message_id: "<0b6a2c7f9e4d4c1d@riposte.local>", rejected: [], state: "kept" },
    },
  ],

  async run({ to, cc, bcc, subject, text, html, from, reply_to }, { mail, requestKey, signal }) {
    const receipt = await mail.send(
      { from: from ?? null, to, cc, bcc, replyTo: reply_to ?? null, subject, text, html: html ?? null },
      { requestKey, signal },
    );
    return { message_id: receipt.messageId, rejected: [...receipt.rejected], state: receipt.state };
  },
});
