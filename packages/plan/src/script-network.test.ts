import { expect, test } from "vitest";
import { hostFault, plannedNetwork, scriptNetwork } from "./script-network.ts";

test.each([
  "api.example.org",
  "API.example.org:8443",
  "10.0.0.5:389",
  "[fd00::5]:636",
  "_ldap.corp:3268",
  "localhost:80",
])("%s is a host", (text) => {
  expect(hostFault(text)).toBeNull();
});

test.each([
  ["https://api.example.org", "is no host"],
  ["api.example.org/path", "is no host"],
  ["user@api.example.org", "is no host"],
  ["", "is no host"],
  ["-x.example.org", "is no host"],
  ["2130706433", "is no host"],
  ["127.1", "is no host"],
  ["0x7f.0.0.1", "is no host"],
  ["0177.0.0.1", "is no host"],
  ["fd00::5", "is no host"],
  ["[api.example.org]", "is no host"],
  ["bücher.example", "is no host"],
  ["*.example.org", "would be many hosts"],
  ["api.example.org:0", "no number from 1 to 65535"],
  ["api.example.org:65536", "no number from 1 to 65535"],
  ["api.example.org:", null],
  ["api.example.org:https", "no number from 1 to 65535"],
])("%s: %s", (text, words) => {
  if (words === null) expect(hostFault(text)).toBeNull();
  else expect(hostFault(text)).toContain(words);
});

test("a plan has a port at each host, and each once", () => {
  const hosts = ["API.example.org", "api.example.org:443", "whois.example.org:043"];
  expect(plannedNetwork({ internet: false, hosts })).toEqual({
    internet: false,
    hosts: ["api.example.org:443", "whois.example.org:43"],
  });
  expect(plannedNetwork({ internet: true, hosts: [] })).toEqual({ internet: true, hosts: [] });
  expect(plannedNetwork(scriptNetwork.parse({}))).toBeNull();
});

test("more hosts than there are sockets for are refused", () => {
  const hosts = Array.from({ length: 101 }, (_, at) => `h${at}.example.org`);
  expect(scriptNetwork.safeParse({ hosts }).error?.issues[0]?.message).toBe(
    "An action has at most 100 hosts.",
  );
});
