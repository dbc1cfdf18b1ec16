import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startProduct } from "../../support/product.ts";
import type { Product } from "../../support/product.ts";

const FIRST_LOAD_BYTES = 250_000;

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product[Symbol.asyncDispose]());

/** It follows the greeting. */
async function printedLink(): Promise<string> {
  for (;;) {
    const link = /http:\S+\/setup#\S+/.exec(product.log())?.[0];
    if (link !== undefined) return link;
    await sleep(50);
  }
}

async function post(path: string, body: object): Promise<Response> {
  return fetch(product.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", origin: product.url },
    body: JSON.stringify(body),
  });
}

test("the first start prints a link that makes the first admin; later ones print none", async () => {
  const link = new URL(await printedLink());
  const page = await fetch(link, { headers: { accept: "text/html" } });
  expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
  expect(await page.text()).toContain("/assets/");

  const me = { name: "Mia", email: "mia@example.org", password: "correct horse battery" };
  expect((await post("/auth/link/accept", { token: link.hash.slice(1), ...me })).status).toBe(200);
  const { email, password } = me;
  expect((await post("/auth/sign-in/email", { email, password })).status).toBe(200);
  expect(await (await fetch(`${product.url}/auth/status`)).json()).toEqual({ setUp: true });

  const another = await product.riposte("setup-link");
  expect(another.stdout).toMatch(/\/setup#\S{43}\n/);
});

/** Everything that a browser fetches until the list of playbooks is there, as it comes over the line. */
async function firstLoad(): Promise<ReadonlyMap<string, number>> {
  const loaded = new Map<string, number>();
  const waiting = ["/"];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (loaded.has(path)) continue;
    const response = await fetch(product.url + path, { headers: { accept: "text/html" } });
    expect(response.status, path).toBe(200);
    loaded.set(path, Number(response.headers.get("content-length")));
    const text = await response.text();
    if (path.endsWith(".css")) continue;
    const inPage = text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g);
    const imported = text.matchAll(/(?:from|import)\s*"\.(\/[^"]+\.js)"/g);
    const lazy = text.matchAll(/assets(\/playbooks-page-[^"]+\.(?:js|css))"/g);
    waiting.push(...[...inPage].map(([, found = ""]) => found));
    waiting.push(...[...imported, ...lazy].map(([, found = ""]) => `/assets${found}`));
  }
  return loaded;
}

test(`the first load is at most ${FIRST_LOAD_BYTES / 1_000} kB`, async () => {
  const loaded = await firstLoad();
  const paths = [...loaded.keys()];
  expect(paths.some((path) => path.includes("/playbooks-page-"))).toBe(true);
  expect(paths.every((path) => loaded.get(path))).toBe(true);
  const bytes = [...loaded.values()].reduce((sum, size) => sum + size, 0);
  expect(bytes, JSON.stringify([...loaded], null, 1)).toBeLessThanOrEqual(FIRST_LOAD_BYTES);
});
