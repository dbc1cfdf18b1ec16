import { z } from "zod";
import { defineAction } from "../action.ts";
import { expectOk } from "../expect-ok.ts";
import { mattermostConnector } from "./connector.ts";

export const postMessage = defineAction({
  key: "mattermost.post_message",
  name: "Post message",
  description: "Posts a message through an incoming webhook of Mattermost.",
  kind: "notifier",
  effect: "notify",
  idempotent: false,
  execution: "long",
  timeoutMs: 30_000,
  connector: mattermostConnector,
  arguments: z.strictObject({
    message: z.string().min(1).max(16_383).describe("Text in Markdown"),
    channel: z.string().min(1).optional().describe("Another channel than the webhook's own, by name"),
    username: z
      .string()
      .min(1)
      .optional()
      .describe("Another name than the webhook's own, where the server allows it"),
  }),
  result: z.object({}),
  target: ({ channel }) => (channel === undefined ? [] : [`channel:${channel}`]),
  examples: [
    { arguments: { message: "**AL-SIGNIN01** is being worked on.", channel: "town-square" }, result: {} },
  ],

  async run({ message, channel, username }, { http, connector, signal, redact }) {
    const answer = await http.request({
      method: "POST",
      url: connector.secrets.hook_url,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text: message, channel, username }),
      signal,
    });
    expectOk(answer, redact);
    return {};
  },
});
