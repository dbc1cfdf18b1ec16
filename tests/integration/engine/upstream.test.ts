import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { connect } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeCertificate } from "../../support/certificate.ts";
import { startEngine } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { sequenceOf } from "./support/plan-of.ts";

let engine: Engine;
let folder: string;
let authority: string;
const received: string[] = [];
const asked: string[] = [];
const servers: Server[] = [];
let receiverPort = 0;
let proxyPort = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riposte-upstream-"));
  const certificate = await makeCertificate(folder);
  ({ authority } = certificate);
  const receiver = createSecureServer(certificate, (request, response) => {
    void text(request).then((body) => {
      received.push(body);
      response.setHeader("content-type", "application/json").end("{}");
    });
  });
  const proxy = createServer();
  proxy.on("connect", ({ url = "" }, socket) => {
    asked.push(url);
    const onward = connect(receiverPort, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Yes\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  receiverPort = await listen(receiver);
  proxyPort = await listen(proxy);
  engine = await startEngine();
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  for (const server of servers) server.close();
  await rm(folder, { recursive: true });
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

const webhook = (url: string) =>
  sequenceOf({
    id: "send",
    kind: "action",
    action: "riposte.send_webhook",
    effect: "notify",
    execution: "short",
    timeoutMs: 5_000,
    arguments: { url, body: { by: "the proxy" } },
  });

test("an action of ours goes by the company's proxy, with its certificates, and no further than the guard allows", async () => {
  const worker = await engine.startWorker({
    HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`,
    HTTP_PROXY: `http://127.0.0.1:${proxyPort}`,
    NO_PROXY: "",
    no_proxy: "",
    REQUESTS_CA_BUNDLE: authority,
    RIPOSTE_EGRESS_ALLOW: `localhost:${receiverPort}`,
  });
  await engine.until(await engine.submit(webhook(`https://localhost:${receiverPort}/`)), "done");
  expect(received).toEqual(['{"by":"the proxy"}']);
  expect(asked).toEqual([expect.stringMatching(new RegExp(`^(127\\.0\\.0\\.1|\\[::1\\]):${receiverPort}$`))]);

  const refused = await engine.until(await engine.submit(webhook("http://169.254.169.254/")), "failed");
  expect(refused.failure?.code).toBe("egress_refused");
  expect(asked).toHaveLength(1);
  await worker.stop();
});
