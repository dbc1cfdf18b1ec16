import { expect, test } from "vitest";
import { actionContext } from "../testing/action-context.ts";
import { startFakeServer } from "../testing/fake-server.ts";
import type { FakeServer } from "../testing/fake-server.ts";
import { postMessage } from "./post-message.ts";

// What a Mattermost server answers: developers.mattermost.com/integrate/webhooks/incoming.
async function startMattermost(): Promise<FakeServer> {
  return startFakeServer((response, { path, body }) => {
    if (path !== "/hooks/xxx-generatedkey-xxx") {
      const problem = {
        id: "web.incoming_webhook.invalid.app_error",
        message: "Invalid webhook",
        status_code: 400,
      };
      response.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify(problem));
      return;
    }
    const { text } = JSON.parse(body) as { text?: string };
    response
      .writeHead(text ? 200 : 400, { "content-type": "text/plain" })
      .end(text ? "ok" : "No text specified");
  });
}

function contextFor(server: FakeServer, path: string) {
  const connector = { settings: {}, secrets: { hook_url: `${server.url}${path}` } };
  return actionContext({ http: server.http, connector });
}

test("posts what the webhook takes", async () => {
  await using server = await startMattermost();
  const context = contextFor(server, "/hooks/xxx-generatedkey-xxx");
  await expect(postMessage.run({ message: "**Hello**", channel: "town-square" }, context)).resolves.toEqual(
    {},
  );
  await postMessage.run({ message: "Again", username: "riposte" }, context);
  expect(server.received.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { text: "**Hello**", channel: "town-square" },
    { text: "Again", username: "riposte" },
  ]);
});

test("a webhook that does not exist is refused for good", async () => {
  await using server = await startMattermost();
  const posted = postMessage.run({ message: "Hello" }, contextFor(server, "/hooks/gone"));
  await expect(posted).rejects.toMatchObject({
    code: "rejected",
    retryable: false,
    message: expect.stringContaining("Invalid webhook") as string,
  });
});
