import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Request } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { backtested } from "./support/backtested.ts";
import { furnish } from "./support/furnish.ts";
import type { Furniture } from "./support/furnish.ts";
import { signedIn } from "./support/people.ts";
import { visit } from "./support/visitor.ts";

const MOST_BYTES = 250_000;

/** They draw a canvas, or open the editor of scripts, which comes after the shell is there. */
const WITH_EDITOR = [
  "/playbooks/$playbook",
  "/playbooks/$playbook/versions",
  "/runs/$run",
  "/runs/$run/scripts/$step",
  "/backtests/$backtest/$run",
  "/actions/new",
  "/actions/$action",
];

type There = Furniture & Awaited<ReturnType<typeof backtested>>;

const PAGES: Readonly<Record<string, (there: There) => string>> = {
  "/": () => "/",
  "/playbooks": () => "/playbooks",
  "/playbooks/import": () => "/playbooks/import",
  "/runs": () => "/runs",
  "/backtests/$backtest": ({ backtest }) => `/backtests/${backtest}`,
  "/approvals": () => "/approvals",
  "/approvals/$approval": ({ approval }) => `/approvals/${approval}`,
  "/alerts": () => "/alerts",
  "/alerts/$alert": () => "/alerts/AL-SIGNIN1",
  "/actions": () => "/actions",
  "/connectors": () => "/connectors",
  "/outbox": () => "/outbox",
  "/runners": () => "/runners",
  "/audit": () => "/audit",
  "/people": () => "/people",
  "/account": () => "/account",
  $: () => "/nowhere",
  "/sign-in": () => "/sign-in",
  "/setup": () => "/setup#nonsense",
  "/invitation": () => "/invitation#nonsense",
};
const OUTSIDE = ["/sign-in", "/setup", "/invitation"];

let browser: Browser;
let furniture: There;
let account: NonNullable<BrowserContextOptions["storageState"]>;
beforeAll(async () => {
  browser = await launchBrowser();
  account = await signedIn("first@example.org", "admin");
  furniture = { ...(await furnish()), ...(await backtested("Weighed")) };
});
afterAll(() => browser.close());

test("every address without an editor is weighed", async () => {
  const router = await readFile(join(import.meta.dirname, "../../apps/web/src/router.tsx"), "utf8");
  const paths = [...router.matchAll(/\bpath: "([^"]+)"/g)].map(([, path]) => path);
  expect([...WITH_EDITOR, ...Object.keys(PAGES)].toSorted()).toEqual(paths.toSorted());
});

// Each waits until nothing comes any more: side by side.
test.concurrent.for(Object.keys(PAGES))(
  `the first load of %s is at most ${MOST_BYTES / 1_000} kB`,
  async (path, { expect }) => {
    const bodies = await firstLoad(PAGES[path]?.(furniture) ?? "", OUTSIDE.includes(path));
    expect(bodies.some(([name]) => name.endsWith(".js"))).toBe(true);
    const bytes = bodies.reduce((sum, [, size]) => sum + size, 0);
    expect(bytes, JSON.stringify(bodies, null, 1)).toBeLessThanOrEqual(MOST_BYTES);
  },
);

/**
 * What comes over the line to a browser that was never here, until a page is there and asks for nothing more. What a
 * workspace holds is not weighed: here that is whatever the tests before have left.
 */
async function firstLoad(
  address: string,
  isOutside: boolean,
): Promise<readonly (readonly [path: string, bytes: number])[]> {
  await using visitor = await visit(browser, isOutside ? {} : { storageState: account });
  const { page } = visitor;
  const finished: Request[] = [];
  page.on("requestfinished", (request) => finished.push(request));
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).waitFor();
  // Streams of news go on for ever, so that the line is never idle.
  for (let seen = -1; seen < finished.length;) {
    seen = finished.length;
    await page.waitForTimeout(1_000);
  }
  // A list that is asked for once more has news: that is no first load.
  const first = new Map(finished.toReversed().map((request) => [request.url(), request]));
  const sizes = [...first.values()].map(async (request) => {
    const { responseBodySize } = await request.sizes();
    return [new URL(request.url()).pathname, responseBodySize] as const;
  });
  return (await Promise.all(sizes)).filter(([path]) => !path.startsWith("/trpc/"));
}
