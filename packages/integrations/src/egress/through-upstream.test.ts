import { createServer } from "node:http";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { sendJson, startFakeServer } from "../testing/fake-server.ts";
import { createHttp } from "./http-client.ts";

const signal = new AbortController().signal;

/** A company's proxy that leads everywhere, or nowhere with that status. */
async function startProxy(status = 200) {
  const asked: { readonly authority: string; readonly authorization: string | null }[] = [];
  const server = createServer((_, response) => response.writeHead(400).end());
  server.on("connect", ({ url = "", headers }, socket) => {
    asked.push({ authority: url, authorization: headers["proxy-authorization"] ?? null });
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const { hostname, port } = new URL(`http://${url}`);
    const onward = connect(Number(port), hostname === "known.example.com" ? "127.0.0.1" : hostname, () => {
      socket.write("HTTP/1.1 200 Yes\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    place: `127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test("a request goes by the proxy, which is asked for the address that was checked", async () => {
  await using proxy = await startProxy();
  await using server = await startFakeServer((response) => sendJson(response, { ok: true }));
  const http = createHttp({
    allow: server.allow,
    resolve: async () => ["127.0.0.1"],
    variables: { HTTP_PROXY: `http://ada:secret@${proxy.place}` },
  });
  const url = `http://named.example.com:${server.port}/a?b=c`;
  await expect(http.request({ method: "POST", url, body: "{}", signal })).resolves.toMatchObject({
    status: 200,
  });
  const authorization = `Basic ${Buffer.from("ada:secret").toString("base64")}`;
  expect(proxy.asked).toEqual([{ authority: server.allow, authorization }]);
  expect(server.received).toMatchObject([
    { method: "POST", path: "/a?b=c", headers: { host: `named.example.com:${server.port}` }, body: "{}" },
  ]);
  expect(server.received[0]?.headers["proxy-authorization"]).toBeUndefined();
});

test("the guard stays: what may not be reached is refused before the proxy is asked", async () => {
  await using proxy = await startProxy();
  const http = createHttp({
    resolve: async () => ["169.254.169.254"],
    variables: { HTTP_PROXY: proxy.place, RIPOSTE_EGRESS_TRUST_PROXY: "true" },
  });
  for (const url of ["http://10.0.0.1/", "http://inside.example.com/"]) {
    const asked = http.request({ method: "GET", url, signal });
    await expect(asked).rejects.toMatchObject({ code: "egress_refused" });
  }
  expect(proxy.asked).toEqual([]);
});

test("a name that only the proxy can look up is refused, unless the proxy is believed", async () => {
  await using proxy = await startProxy();
  await using server = await startFakeServer((response) => sendJson(response, { ok: true }));
  const away = async () => {
    throw new Error("ENOTFOUND");
  };
  const url = `http://known.example.com:${server.port}/`;
  const options = { resolve: away, publicUrl: "http://us.example.com" };
  const doubting = createHttp({ ...options, variables: { HTTP_PROXY: proxy.place } });
  await expect(doubting.request({ method: "GET", url, signal })).rejects.toMatchObject({
    code: "egress_refused",
    message: expect.stringContaining("RIPOSTE_EGRESS_TRUST_PROXY=true") as string,
  });
  const believing = createHttp({
    ...options,
    variables: { HTTP_PROXY: proxy.place, RIPOSTE_EGRESS_TRUST_PROXY: "true" },
  });
  await expect(believing.request({ method: "GET", url, signal })).resolves.toMatchObject({ status: 200 });
  expect(proxy.asked).toMatchObject([{ authority: `known.example.com:${server.port}` }]);
  const ours = believing.request({ method: "GET", url: "http://us.example.com/", signal });
  await expect(ours).rejects.toMatchObject({ code: "egress_refused" });
});

test("what NO_PROXY names is reached past the proxy", async () => {
  await using proxy = await startProxy();
  await using server = await startFakeServer((response) => sendJson(response, { ok: true }));
  const variables = { HTTP_PROXY: proxy.place, NO_PROXY: "127.0.0.1" };
  const http = createHttp({ allow: server.allow, variables });
  await expect(http.request({ method: "GET", url: server.url, signal })).resolves.toMatchObject({
    status: 200,
  });
  expect(proxy.asked).toEqual([]);
});

test("a proxy that refuses or is away: nothing went out, whatever was asked", async () => {
  await using refusing = await startProxy(407);
  const place = refusing.place;
  const send = (proxy: string) =>
    createHttp({ allow: "127.0.0.1:9", variables: { HTTP_PROXY: proxy, HTTPS_PROXY: proxy } }).request({
      method: "POST",
      url: "https://127.0.0.1:9/",
      signal,
    });
  await expect(send(place)).rejects.toMatchObject({
    code: "unavailable",
    unknown: false,
    message: `127.0.0.1:9 cannot be reached: the upstream proxy ${place} answered 407.`,
  });
  await expect(send("127.0.0.1:1")).rejects.toMatchObject({
    code: "unavailable",
    unknown: false,
    message: "127.0.0.1:9 cannot be reached: the upstream proxy 127.0.0.1:1 fails: nothing listens there.",
  });
  await expect(send("socks5://127.0.0.1:1")).rejects.toThrow(/HTTP_PROXY is not the address of a proxy/);
});
