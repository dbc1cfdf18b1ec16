import { expect, test } from "vitest";
import { refuseForeignOrigin } from "./same-origin.ts";
import { ownOrigins } from "./origins.ts";

test("on the loopback all its names count, and the public address", () => {
  const origins = ownOrigins("https://riposte.example.org/", { host: "127.0.0.1", port: 8085 });
  expect([...origins].toSorted()).toEqual([
    "http://127.0.0.1:8085",
    "http://[::1]:8085",
    "http://localhost:8085",
    "https://riposte.example.org",
  ]);
});

test("on all addresses those of this machine count too, on one only that", () => {
  expect(ownOrigins("http://a", { host: "0.0.0.0", port: 80 }).has("http://localhost")).toBe(true);
  expect([...ownOrigins("http://a", { host: "10.0.0.8", port: 90 })]).toEqual([
    "http://a",
    "http://10.0.0.8:90",
  ]);
});

const own = new Set(["http://localhost:8085"]);

test.each([
  [{ origin: "http://localhost:8085" }, true],
  [{ origin: "http://localhost:8085", "sec-fetch-site": "same-origin" }, true],
  [{ "sec-fetch-site": "same-origin" }, true],
  [{ origin: "http://localhost:8086" }, false],
  [{ origin: "http://evil.example", "sec-fetch-site": "same-origin" }, false],
  [{ origin: "http://localhost:8085", "sec-fetch-site": "cross-site" }, false],
  [{ "sec-fetch-site": "same-site" }, false],
  [{ "sec-fetch-site": "none" }, false],
  [{ origin: "null" }, false],
  [{}, false],
])("%j: %s", (headers, good) => {
  expect(refuseForeignOrigin(new Headers(headers), own) === null).toBe(good);
});
