import { z } from "zod";
import { ActionError } from "../action-error.ts";
import { defineConnector } from "../connector.ts";
import { expectOk } from "../expect-ok.ts";

const ping = z.object({ status: z.string() });

export const mattermostConnector = defineConnector({
  type: "mattermost",
  name: "Mattermost",
  description: "An incoming webhook: Integrations > Incoming Webhooks > Add in Mattermost.",
  settings: z.strictObject({}),
  secrets: z.strictObject({
    hook_url: z.url({ protocol: /^https?$/ }).describe("The webhook's URL; whoever knows it can post"),
  }),

  /** A webhook says whether it takes a key only when it gets a message: asked is the server alone. */
  async test({ secrets }, { http, signal }) {
    const hook = new URL(secrets.hook_url);
    const { host } = hook;
    const above = hook.pathname.match(/^(.*)\/hooks\/[^/]+\/?$/)?.[1];
    if (above === undefined) {
      const message = `The path of the URL at ${host} does not end in /hooks/<key>, as those of incoming webhooks do.`;
      throw new ActionError("rejected", message, { field: "secrets.hook_url" });
    }
    const url = `${hook.origin}${above}/api/v4/system/ping`;
    const answer = await http.request({ method: "GET", url, signal, maxBytes: 10_000 });
    // The key was not sent, so that no answer can repeat it.
    const { body } = expectOk(answer, (text) => text);
    if (!isPing(body)) throw new ActionError("rejected", `${host} answers, but not as Mattermost does.`);
    return `${host} is a Mattermost server and answers. Only posting a message can tell whether it takes this webhook's key.`;
  },
});

function isPing(body: string): boolean {
  try {
    return ping.safeParse(JSON.parse(body)).success;
  } catch {
    return false;
  }
}
