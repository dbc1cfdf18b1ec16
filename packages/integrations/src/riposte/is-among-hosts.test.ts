import { expect, test } from "vitest";
import { isAmongHosts } from "./is-among-hosts.ts";

test.each([
  ["https://soar.example.com/hook", "soar.example.com", true],
  ["https://SOAR.example.com:8443/hook", " other.org , Soar.Example.com", true],
  ["http://127.0.0.1:8080/", "127.0.0.1:8080", true],
  ["http://127.0.0.1:8081/", "127.0.0.1:8080", false],
  ["https://a.b.example.com/", "*.example.com", true],
  ["https://example.com/", "*.example.com", false],
  ["https://evilexample.com/", "*.example.com", false],
  ["https://soar.example.com.evil.test/", "soar.example.com", false],
  ["https://soar.example.com@evil.test/", "soar.example.com", false],
  ["http://[::1]:9/", "[::1]:9", true],
])("%s is at %s: %s", (url, hosts, is) => {
  expect(isAmongHosts(url, hosts)).toBe(is);
});
