import { expect, test } from "vitest";
import { canonicalAddress, forbiddenAddress } from "./address.ts";

const own = new Set(["198.41.0.4"]);

test.each([
  "127.0.0.1",
  "127.255.255.254",
  "0.0.0.0",
  "0.1.2.3",
  "10.0.0.1",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "100.100.100.200",
  "192.0.0.192",
  "168.63.129.16",
  "192.0.2.1",
  "198.18.0.1",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "198.41.0.4",
  "::",
  "::1",
  "::127.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "::ffff:8.8.8.8",
  "::ffff:0:127.0.0.1",
  "64:ff9b::7f00:1",
  "64:ff9b:1::7f00:1",
  "2002:7f00:1::",
  "2001::1",
  "fc00::1",
  "fd00:ec2::254",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "2001:db8::1",
  "100::1",
  "5f00::1",
  "4000::1",
  "example.com",
  "",
])("refuses %s", (address) => {
  expect(forbiddenAddress(address, own)).not.toBeNull();
});

test.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::200e"])(
  "lets %s pass",
  (address) => {
    expect(forbiddenAddress(address, own)).toBeNull();
  },
);

test("an address has one spelling", () => {
  expect(canonicalAddress("2606:4700:0:0:0:0:0:1111")).toBe("2606:4700::1111");
  expect(canonicalAddress("FE80::1%eth0")).toBe("fe80::1");
  expect(canonicalAddress("example.com")).toBeNull();
});
