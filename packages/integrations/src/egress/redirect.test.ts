import { expect, test } from "vitest";
import { nextHop } from "./redirect.ts";
import type { Hop } from "./redirect.ts";

const post: Hop = {
  method: "POST",
  url: "https://a.example.com/in",
  headers: { authorization: "Bearer t", "x-api-key": "k", "content-type": "application/json", accept: "*/*" },
  body: "{}",
};

function redirect(status: number, location: string) {
  return { status, headers: { location }, body: "", complete: true, method: post.method, url: post.url };
}

test.each([
  [301, "GET"],
  [302, "GET"],
  [303, "GET"],
  [307, "POST"],
  [308, "POST"],
])("a POST that is answered %i goes on as %s", (status, method) => {
  const next = nextHop(post, redirect(status, "/other"));
  expect(next).toMatchObject({ method, url: "https://a.example.com/other" });
  expect(next?.body).toBe(method === "POST" ? "{}" : undefined);
  expect(next?.headers["content-type"]).toBe(method === "POST" ? "application/json" : undefined);
  expect(next?.headers["authorization"]).toBe("Bearer t");
});

test("a PUT stays a PUT but for 303, a HEAD stays a HEAD", () => {
  expect(nextHop({ ...post, method: "PUT" }, redirect(302, "/o"))?.method).toBe("PUT");
  expect(nextHop({ ...post, method: "PUT" }, redirect(303, "/o"))?.method).toBe("GET");
  expect(nextHop({ ...post, method: "HEAD", body: undefined }, redirect(303, "/o"))?.method).toBe("HEAD");
});

test.each(["https://b.example.com/", "https://a.example.com:444/", "//evil.example.com/"])(
  "credentials do not go along to %s",
  (location) => {
    expect(nextHop(post, redirect(307, location))?.headers).toEqual({
      "content-type": "application/json",
      accept: "*/*",
    });
  },
);

test("ends where there is nothing to follow, and never leaves TLS", () => {
  expect(nextHop(post, redirect(200, "/other"))).toBeNull();
  expect(nextHop(post, redirect(304, "/other"))).toBeNull();
  expect(nextHop(post, redirect(302, "http://["))).toBeNull();
  expect(nextHop(post, redirect(302, "http://a.example.com/"))).toBeNull();
});
