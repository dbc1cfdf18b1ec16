import { expect, test } from "vitest";
import { readUpstreams } from "./upstream.ts";

test.each([
  ["http://proxy.example.com:3128", { host: "proxy.example.com", port: 3128, authorization: null }],
  ["proxy.example.com", { host: "proxy.example.com", port: 80, authorization: null }],
  ["http://[2001:db8::7]:8080/", { host: "2001:db8::7", port: 8080, authorization: null }],
  [
    "http://ada:a%40b@proxy:3128",
    { host: "proxy", port: 3128, authorization: `Basic ${Buffer.from("ada:a@b").toString("base64")}` },
  ],
])("%s is a proxy", (text, expected) => {
  expect(readUpstreams({ HTTPS_PROXY: text })).toMatchObject({ http: null, https: expected });
  expect(readUpstreams({ http_proxy: text })).toMatchObject({ http: expected, https: null });
});

test.each(["https://proxy.example.com", "socks5://proxy:1080", "http://", "http://a b", "http://%zz@proxy"])(
  "%s is none",
  (text) => {
    expect(() => readUpstreams({ HTTP_PROXY: text })).toThrow(/^HTTP_PROXY is not the address of a proxy/);
  },
);

test("NO_PROXY names hosts with all below them, addresses, blocks, or everything", () => {
  const { passes } = readUpstreams({
    NO_PROXY: "localhost, Example.org,.example.net ,*.example.com,10.0.0.0/8,::1,300/8",
  });
  const past = [
    "localhost",
    "example.org",
    "a.example.org",
    "example.net",
    "b.example.com",
    "10.1.2.3",
    "::1",
  ];
  expect(past.filter((host) => !passes(host))).toEqual([]);
  const not = ["notexample.org", "example.info", "11.0.0.1", "::2", "10.example"];
  expect(not.filter(passes)).toEqual([]);
  expect(readUpstreams({ no_proxy: "*" }).passes("anything")).toBe(true);
  expect(readUpstreams({}).passes("anything")).toBe(false);
});

test("a bundle of certificates that cannot be read is named by its variable", () => {
  expect(() => readUpstreams({ REQUESTS_CA_BUNDLE: "/nowhere.pem" })).toThrow(
    /^REQUESTS_CA_BUNDLE names no file/,
  );
});
