import { z } from "zod";
import { defineConnector } from "../connector.ts";

export const mattermostConnector = defineConnector({
  type: "mattermost",
  name: "Mattermost",
  description: "An incoming webhook: Integrations > Incoming Webhooks > Add in Mattermost.",
  settings: z.strictObject({}),
  secrets: z.strictObject({
    hook_url: z.url({ protocol: /^https?$/ }).describe("The webhook's URL; whoever knows it can post"),
  }),
});
