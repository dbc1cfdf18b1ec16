import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect as dial } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { startTestApi } from "@riposte/api/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startOwnApi } from "./own-api.ts";
import type { OwnApi } from "./own-api.ts";

const PAGE = "<!doctype html><title>Riposte</title>";
const SCRIPT = "console.log(1);".repeat(100);

let folder: string;
let api: OwnApi;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riposte-web-"));
  await mkdir(join(folder, "dist/assets"), { recursive: true });
  await writeFile(join(folder, "dist/index.html"), PAGE);
  await writeFile(join(folder, "dist/assets/index-abc.js"), SCRIPT);
  await writeFile(join(folder, "dist/assets/index-abc.js.gz"), gzipSync(SCRIPT));
  await writeFile(join(folder, "dist/assets/ruff.worker-abc.js"), SCRIPT);
  await writeFile(join(folder, "secret.txt"), "for nobody");
  api = await startOwnApi({ web: join(folder, "dist") });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const open = (path: string, headers: Record<string, string> = {}) =>
  fetch(api.url + path, { headers: { accept: "text/html,*/*;q=0.8", ...headers } });

test.each(["/", "/playbooks", "/runs/run_1", "/sign-in", "/index.html", "/no/such/page"])(
  "%s opens the app, under a policy without inline or made-up scripts",
  async (path) => {
    const response = await open(path);
    expect(await response.text()).toBe(PAGE);
    expect(response.headers.get("cache-control")).toBe("no-cache");
    const policy = response.headers.get("content-security-policy") ?? "";
    const rules = new Map(
      policy.split("; ").map((rule) => [rule.split(" ")[0], rule.split(" ").slice(1).join(" ")]),
    );
    expect(rules.get("default-src")).toBe("'none'");
    expect(rules.get("script-src")).toBe("'self'");
    expect(rules.get("worker-src")).toBe("'self'");
    expect(rules.get("frame-ancestors")).toBe("'none'");
    expect(policy).not.toContain("unsafe-eval");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("permissions-policy")).toContain("camera=()");
  },
);

test.each(["GET", "HEAD"])("%s of the root is answered whatever is accepted", async (method) => {
  const response = await fetch(`${api.url}/`, { method, headers: { accept: "*/*" } });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe(method === "GET" ? PAGE : "");
});

test("what holds a hash in its name is kept for ever, compressed where that is understood", async () => {
  const compressed = await fetch(`${api.url}/assets/index-abc.js`);
  expect(compressed.headers.get("content-encoding")).toBe("gzip");
  expect(compressed.headers.get("cache-control")).toContain("immutable");
  expect(compressed.headers.get("content-type")).toMatch(/^text\/javascript/);
  expect(await compressed.text()).toBe(SCRIPT);
  const plain = await fetch(`${api.url}/assets/index-abc.js`, { headers: { "accept-encoding": "identity" } });
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(await plain.text()).toBe(SCRIPT);
});

test("only the thread that runs ruff may compile what is made for browsers", async () => {
  const policyOf = async (path: string) => (await open(path)).headers.get("content-security-policy") ?? "";
  expect(await policyOf("/assets/ruff.worker-abc.js")).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(await policyOf("/assets/index-abc.js")).not.toContain("wasm");
});

test("a page that has not changed is not sent again", async () => {
  const etag = (await open("/")).headers.get("etag") ?? "";
  const again = await open("/", { "if-none-match": etag });
  expect(again.status).toBe(304);
  expect(again.headers.get("content-security-policy")).toContain("script-src 'self'");
});

test.each(["/assets/gone.js", "/assets/index-abc.js.gz", "/favicon.ico", "/api/nowhere", "/auth/nowhere"])(
  "%s is not there, and says so to programs",
  async (path) => {
    const response = await fetch(api.url + path);
    expect(response.status).toBe(404);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'; frame-ancestors");
  },
);

test("an address of the API is never a page", async () => {
  for (const path of ["/api", "/healthz", "/trpc/me.get", "/auth/status", "/hooks/none"]) {
    expect((await open(path)).headers.get("content-type"), path).toMatch(/^application\/json/);
  }
});

/** As nobody's client would send it: fetch tidies a path up before it goes out. */
async function raw(path: string): Promise<string> {
  const { hostname, port } = new URL(api.url);
  const socket = dial(Number(port), hostname);
  socket.end(`GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\n\r\n`);
  return text(socket);
}

test.each([
  "/../secret.txt",
  "/assets/../../secret.txt",
  "/assets/..%2f..%2fsecret.txt",
  "/%2e%2e/secret.txt",
  "/..%5csecret.txt",
  "//secret.txt",
  "/assets/%00../../secret.txt",
])("%s leads out of the folder to nothing", async (path) => {
  const answer = await raw(path);
  expect(answer).toMatch(/^HTTP\/1\.1 (404|400)/);
  expect(answer).not.toContain("for nobody");
});

test("where nothing was built it says so", async () => {
  await using bare = await startTestApi({ databaseUrl: api.databaseUrl });
  const response = await fetch(bare.url, { headers: { accept: "text/html" } });
  expect(response.status).toBe(503);
  expect(await response.text()).toContain("npm start builds it");
});
