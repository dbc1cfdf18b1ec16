import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { backtested } from "./support/backtested.ts";
import { COLOURS, findingsOn } from "./support/axe.ts";
import { furnish } from "./support/furnish.ts";
import type { Furniture } from "./support/furnish.ts";
import { signedIn } from "./support/people.ts";
import { settled, turn } from "./support/settled.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

/** An address with what is on the page once it is there, and what is opened upon it. */
interface View {
  readonly path: string;
  readonly shows: string | RegExp;
  readonly open?: (page: Page) => Promise<void>;
}

type There = Furniture & Awaited<ReturnType<typeof backtested>>;

let browser: Browser;
let insider: Visitor;
let outsider: Visitor;
let furniture: There;

beforeAll(async () => {
  browser = await launchBrowser();
  insider = await visit(browser, { storageState: await signedIn("axe@example.org", "admin") });
  outsider = await visit(browser);
  furniture = { ...(await furnish()), ...(await backtested("Looked at")) };
});
afterAll(() => browser.close());

beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([insider.page, outsider.page])));

/** Every address of the router, by its path there. */
const INSIDE: Readonly<Record<string, (there: There) => readonly View[]>> = {
  "/": () => [{ path: "/", shows: "Playbooks" }],
  "/playbooks": () => [
    { path: "/playbooks", shows: "Playbooks" },
    { path: "/playbooks", shows: "Playbooks", open: press("New playbook") },
    { path: "/playbooks", shows: "Playbooks", open: (page) => page.keyboard.press("ControlOrMeta+k") },
  ],
  "/playbooks/import": () => [{ path: "/playbooks/import", shows: "Import playbooks" }],
  "/playbooks/$playbook": ({ playbook, run }) => {
    const editor = { path: `/playbooks/${playbook}`, shows: "Suspicious sign-in" };
    return [
      editor,
      { ...editor, path: `${editor.path}?run=${run}&step=judge` },
      ...["Problems", "Test", "Backtest", "Runs", "Versions"].map((tab) => ({
        ...editor,
        open: (page: Page) => page.getByRole("tab", { name: tab, exact: tab === "Test" }).click(),
      })),
      { ...editor, open: openStep("Judge the address") },
      { ...editor, open: openStep("Is it hostile?") },
      { ...editor, open: openStep("Take it on?") },
      { ...editor, open: openStep("Tell the team") },
      { ...editor, open: (page) => openStep("Sign-in reported")(page).then(() => page.keyboard.press("a")) },
      { ...editor, open: (page) => openStep("Sign-in reported")(page).then(() => page.keyboard.press("?")) },
      {
        ...editor,
        open: (page) =>
          page
            .getByRole("button", { name: "Closer" })
            .hover()
            .then(() => page.getByRole("tooltip").waitFor()),
      },
      {
        ...editor,
        open: (page) => openStep("Judge the address")(page).then(() => press("Edit the script")(page)),
      },
    ];
  },
  "/playbooks/$playbook/versions": ({ playbook }) => [
    { path: `/playbooks/${playbook}/versions`, shows: "Versions of Suspicious sign-in" },
    { path: `/playbooks/${playbook}/versions?to=1`, shows: "Versions of Suspicious sign-in" },
  ],
  "/runs": () => [{ path: "/runs", shows: "Runs" }],
  "/runs/$run": ({ run }) => [
    { path: `/runs/${run}`, shows: "Suspicious sign-in" },
    { path: `/runs/${run}?step=judge`, shows: "Suspicious sign-in" },
  ],
  "/runs/$run/scripts/$step": ({ run }) => [{ path: `/runs/${run}/scripts/judge?line=2`, shows: /judge/ }],
  "/backtests/$backtest": ({ backtest }) => [
    { path: `/backtests/${backtest}`, shows: "Backtest of Looked at" },
    { path: `/backtests/${backtest}`, shows: "Backtest of Looked at", open: press("Delete") },
  ],
  "/backtests/$backtest/$run": ({ backtest, pastRun }) => [
    { path: `/backtests/${backtest}/${pastRun}?step=c`, shows: "Looked at, one event" },
  ],
  "/approvals": () => [
    { path: "/approvals", shows: "Approvals" },
    { path: "/approvals?show=decided", shows: "Approvals" },
  ],
  "/approvals/$approval": ({ approval }) => [{ path: `/approvals/${approval}`, shows: "Take it on?" }],
  "/alerts": () => [{ path: "/alerts", shows: "Alerts" }],
  "/alerts/$alert": () => [{ path: "/alerts/AL-SIGNIN1", shows: /./ }],
  "/actions": () => [
    { path: "/actions", shows: "Actions" },
    { path: "/actions", shows: "Actions", open: press("Delete judge_address") },
  ],
  "/actions/new": () => [{ path: "/actions/new", shows: "New action" }],
  "/actions/$action": () => [
    { path: "/actions/script.judge_address", shows: "judge_address" },
    { path: "/actions/script.judge_address?tab=versions", shows: "judge_address" },
    { path: "/actions/script.judge_address?tab=about", shows: "judge_address" },
    { path: "/actions/riposte.get_alert", shows: "Get alert" },
  ],
  "/connectors": () => [
    { path: "/connectors", shows: "Connectors" },
    { path: "/connectors", shows: "Connectors", open: press("New connector") },
  ],
  "/outbox": () => [{ path: "/outbox", shows: "Outbox" }],
  "/runners": () => [
    { path: "/runners", shows: "Runners" },
    { path: "/runners?tab=tokens", shows: "Runners", open: press("New runner token") },
  ],
  "/audit": () => [{ path: "/audit", shows: "Audit log" }],
  "/people": () => [
    { path: "/people", shows: "People" },
    { path: "/people?tab=invitations", shows: "People" },
    { path: "/people?tab=tokens", shows: "People" },
    { path: "/people", shows: "People", open: press("Invite somebody") },
  ],
  "/account": () => [{ path: "/account", shows: /./ }],
  $: () => [{ path: "/nowhere", shows: /./ }],
};

const OUTSIDE: Readonly<Record<string, readonly View[]>> = {
  "/sign-in": [
    { path: "/sign-in", shows: "Sign in" },
    { path: "/sign-in", shows: "Sign in", open: press("Sign in") },
  ],
  "/setup": [{ path: "/setup#nonsense", shows: "This link does not work" }],
  "/invitation": [{ path: "/invitation#nonsense", shows: "This link does not work" }],
};

test("every address of the router is looked at", async () => {
  const router = await readFile(join(import.meta.dirname, "../../apps/web/src/router.tsx"), "utf8");
  const paths = [...router.matchAll(/\bpath: "([^"]+)"/g)].map(([, path]) => path);
  expect([...Object.keys(INSIDE), ...Object.keys(OUTSIDE)].toSorted()).toEqual(paths.toSorted());
});

/** One page has a dozen views; whoever is cut off goes on beside the next test, in the same browser. */
describe("axe finds nothing in light and dark", { timeout: 400_000 }, () => {
  test.each(Object.keys(INSIDE))("at %s", async (path) => {
    expect(await findings(insider, INSIDE[path]?.(furniture) ?? [])).toEqual([]);
  });
  test.each(Object.keys(OUTSIDE))("at %s", async (path) => {
    expect(await findings(outsider, OUTSIDE[path] ?? [])).toEqual([]);
  });
});

test("the browser has complained about nothing", () => {
  expect([...insider.complaints, ...outsider.complaints]).toEqual([]);
});

async function findings({ page }: Visitor, views: readonly View[]): Promise<readonly string[]> {
  const found: string[] = [];
  const drawn = new Set<string>();
  for (const { path, shows, open } of views) {
    // A drawing is looked at once: what is opened only selects a card of it, as other tests do.
    const without = drawn.has(path) ? ".react-flow__viewport" : undefined;
    drawn.add(path);
    // Another part of an address alone loads nothing.
    if (path.includes("#")) await page.goto("about:blank");
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(path);
    await page.getByRole("heading", { level: 1, name: shows }).waitFor();
    await open?.(page);
    await settled(page);
    found.push(...(await findingsOn(page, { without })).map((finding) => `light ${path}: ${finding}`));
    await turn(page, "dark");
    found.push(
      ...(await findingsOn(page, { rules: COLOURS, without })).map((finding) => `dark ${path}: ${finding}`),
    );
  }
  return found;
}

function press(name: string | RegExp): (page: Page) => Promise<void> {
  return (page) =>
    page
      .getByRole("button", { name, exact: typeof name === "string" })
      .first()
      .click();
}

function openStep(title: string): (page: Page) => Promise<void> {
  return async (page) => {
    const card = page.locator("[data-step]").and(page.getByLabel(title));
    await press("See everything")(page);
    await card.click();
    await page.getByRole("heading", { level: 2, name: title }).waitFor();
  };
}
