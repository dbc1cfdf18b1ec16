import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createHttp } from "@riposte/integrations";
import { redactor } from "@riposte/vault";
import { afterAll, beforeAll, expect, test } from "vitest";
import { redactCut } from "./redact-cut.ts";

const SECRET = "s3cret-töken";
const signal = new AbortController().signal;
const server = createServer((_, response) => response.end(`filler ${SECRET} and more`));
let allow = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  allow = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

test("wherever a body is cut, no part of a secret is left; a whole one is untouched", async () => {
  const http = redactCut(createHttp({ allow }), redactor([SECRET]));
  const ask = (maxBytes: number) =>
    http.request({ method: "POST", url: `http://${allow}/`, signal, maxBytes });
  const bytes = Buffer.byteLength(SECRET);
  for (let length = 1; length <= bytes; length++) {
    await expect(ask(7 + length)).resolves.toMatchObject({ body: "filler •••", complete: false });
  }
  await expect(ask(1000)).resolves.toMatchObject({ body: `filler ${SECRET} and more`, complete: true });
});
