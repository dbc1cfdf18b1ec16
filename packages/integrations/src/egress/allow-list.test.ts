import { expect, test } from "vitest";
import { parseAllowList } from "./allow-list.ts";

const siem = { host: "siem.example.com", port: 8089, address: "10.1.2.3" };

test.each([
  ["siem.example.com:8089", true],
  ["SIEM.example.com:8089", true],
  ["siem.example.com.:8089", true],
  ["10.1.2.3:8089", true],
  ["10.1.0.0/16", true],
  ["192.0.2.0/24, 10.1.2.3/32", true],
  ["siem.example.com:443", false],
  ["other.example.com:8089", false],
  ["10.2.0.0/16", false],
  ["fd00::/8", false],
  ["", false],
])("%s lets siem.example.com:8089 at 10.1.2.3 pass: %s", (text, passes) => {
  expect(parseAllowList(text)(siem)).toBe(passes);
});

test("knows IPv6 in brackets", () => {
  const allows = parseAllowList("[FD00:0::1]:443");
  expect(allows({ host: "fd00::1", port: 443, address: "fd00::1" })).toBe(true);
  expect(allows({ host: "fd00::1", port: 80, address: "fd00::1" })).toBe(false);
});

test.each([
  "siem.example.com",
  "10.1.2.3",
  "https://siem.example.com:443",
  "10.0.0.0/33",
  "300.1.1.1:5",
  "siem.7:443",
  "*.example.com:443",
  "me@siem:443",
  "[fd00::zz]:443",
  "[siem]:443",
  "siem:0",
  "siem:65536",
])("refuses the entry %s", (entry) => {
  expect(() => parseAllowList(entry)).toThrow(entry);
});
