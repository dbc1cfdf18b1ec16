import { expect, test } from "vitest";
import { parseAllowList } from "./allow-list.ts";
import { checkTarget } from "./guard.ts";
import type { GuardOptions } from "./guard.ts";
import { readUpstreams } from "./upstream.ts";

function guard(addresses: readonly string[], allow = ""): GuardOptions {
  const upstreams = readUpstreams({});
  return { allow: parseAllowList(allow), ownAddresses: new Set(), resolve: async () => addresses, upstreams };
}

// Written so that naive checks of the text let them pass.
test.each([
  "http://127.0.0.1/",
  "http://127.1/",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0x7f.0.0.1/",
  "http://0177.0.0.1/",
  "http://017700000001/",
  "http://127.0.0.1./",
  "http://①②⑦.⓪.⓪.①/",
  "http://127。0。0。1/",
  "http://%31%32%37.0.0.1/",
  "http://0/",
  "http://[::1]/",
  "http://[::]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:7f00:1]/",
  "http://[0:0:0:0:0:ffff:7f00:0001]/",
  "http://[64:ff9b::127.0.0.1]/",
  "http://[2002:7f00:1::]/",
  "http://[fe80::1]/",
  "http://169.254.169.254/latest/meta-data/",
  "http://2852039166/latest/meta-data/",
  "http://100.64.0.1/",
  "https://10.0.0.1:8443/",
])("refuses %s", async (url) => {
  await expect(checkTarget(url, guard([]))).rejects.toMatchObject({
    code: "egress_refused",
    retryable: false,
  });
});

test.each(["127.0.0.1", "10.0.0.1", "::ffff:10.0.0.1", "fe80::1%eth0", "169.254.169.254"])(
  "refuses a name that resolves to %s",
  async (address) => {
    await expect(checkTarget("https://harmless.example.com/", guard([address]))).rejects.toMatchObject({
      code: "egress_refused",
      message: expect.stringContaining("harmless.example.com:443") as string,
    });
  },
);

test("keeps only the addresses that may be reached", async () => {
  const mixed = guard(["10.0.0.1", "8.8.8.8", "::1", "2606:4700:0::1111"]);
  await expect(checkTarget("https://example.com./x", mixed)).resolves.toMatchObject({
    host: "example.com",
    port: 443,
    addresses: ["8.8.8.8", "2606:4700::1111"],
  });
});

test("an administrator's list lets a private place pass, at its port only", async () => {
  const allowed = guard(["10.0.0.1"], "siem.internal:8443");
  await expect(checkTarget("https://siem.internal:8443/", allowed)).resolves.toMatchObject({
    addresses: ["10.0.0.1"],
  });
  await expect(checkTarget("https://siem.internal/", allowed)).rejects.toMatchObject({
    code: "egress_refused",
  });
});

test.each([
  "example.com/path",
  "ftp://example.com/",
  "file:///etc/passwd",
  "http://",
  "http://[::1",
  "http://user:pass@example.com/",
])("does not take %s for a URL of ours", async (url) => {
  await expect(checkTarget(url, guard(["8.8.8.8"]))).rejects.toMatchObject({
    code: "bad_arguments",
    field: "arguments.url",
  });
});

test("a name that cannot be looked up may be tried again", async () => {
  const broken = { ...guard([]), resolve: async () => Promise.reject(new Error("EAI_AGAIN")) };
  await expect(checkTarget("https://example.com/", broken)).rejects.toMatchObject({
    code: "unavailable",
    retryable: true,
  });
  await expect(checkTarget("https://example.com/", guard([]))).rejects.toMatchObject({ code: "unavailable" });
});

test("refuses the address by which the outside reaches us, under whatever name", async () => {
  const addresses = new Map([
    ["riposte.example.com", "8.8.8.8"],
    ["alias.example.net", "8.8.8.8"],
    ["other.example.net", "1.1.1.1"],
  ]);
  const own: GuardOptions = {
    ...guard([]),
    ownHost: "riposte.example.com",
    resolve: async (host) => [addresses.get(host) ?? ""],
  };
  for (const url of [
    "https://Riposte.example.com./hooks/x",
    "https://alias.example.net/",
    "https://8.8.8.8/",
  ]) {
    await expect(checkTarget(url, own)).rejects.toMatchObject({ code: "egress_refused" });
  }
  await expect(checkTarget("https://other.example.net/", own)).resolves.toMatchObject({
    addresses: ["1.1.1.1"],
  });
  await expect(checkTarget("https://alias.example.net/", own)).rejects.toThrow("8.8.8.8 is Riposte itself.");
  const unknown = { ...own, resolve: async () => Promise.reject(new Error("EAI_AGAIN")) };
  await expect(checkTarget("https://1.1.1.1/", unknown)).resolves.toMatchObject({ host: "1.1.1.1" });
});

test("what else listens on this machine is not called Riposte, also where Riposte is reached there", async () => {
  const atHome: GuardOptions = { ...guard([]), ownHost: "127.0.0.1" };
  await expect(checkTarget("http://127.0.0.1:8065/", atHome)).rejects.toThrow(
    "127.0.0.1:8065 may not be reached: 127.0.0.1 is this machine itself.",
  );
});
