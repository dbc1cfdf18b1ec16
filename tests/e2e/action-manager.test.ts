import { readFile } from "node:fs/promises";
import type { Browser } from "@playwright/test";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expectNothingFound } from "./support/expect-nothing-found.ts";
import { expect } from "./support/expect.ts";
import { fill, find, press, type } from "./support/hand.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// An action from its upload to its trash icon, as somebody does it who sits before the page, and another one beside them.

let browser: Browser;
let author: Visitor;
let other: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("manager@example.org", "admin") });
  other = await visit(browser, { storageState: await signedIn("beside@example.org", "admin") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page, other.page])));

const BLOCK = "def main(device):\n    return {'blocked': device}\n";
const scripts = zipSync({
  "edr/block.py": strToU8(BLOCK),
  "edr/unblock.py": strToU8("def main(device):\n    return {}\n"),
  "edr/readme.txt": strToU8("how to"),
});
const file = (name: string, content: Uint8Array | string) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(content),
});

const upload = async (button: string, ...files: ReturnType<typeof file>[]) => {
  const [chooser] = await Promise.all([
    author.page.waitForEvent("filechooser"),
    find(author.hand, "button", button).click(),
  ]);
  await chooser.setFiles(files);
};
const listed = () => author.page.getByRole("region", { name: "Scripts" }).getByRole("listitem");
const option = (name: string) => other.page.getByRole("option", { name: new RegExp(`^${name}(?: |$)`) });

test("an action is uploaded, is an option of every playbook at once, has versions, and goes by its trash icon", async () => {
  const { page, hand } = author;
  const playbook = await playbookWithout();
  await other.page.goto(`/playbooks/${playbook}`);
  await expect(other.page.getByRole("option", { name: /^Condition/ })).toBeVisible();

  await page.goto("/actions");
  await find(hand, "link", "New action").click();
  await fill(hand, "Name", "Block host");
  await expect(page.getByLabel(/^Name in playbooks/)).toHaveValue("block_host");
  await upload("Upload", file("edr.zip", scripts));
  await expect(listed()).toHaveCount(2);
  await expect(page.getByText("Left out, for they are no scripts: edr/readme.txt.")).toBeVisible();
  await find(hand, "radio", "ban").click();
  await find(hand, "combobox", "Kind").click();
  await page.getByRole("option", { name: /^Setter/ }).click();
  await find(hand, "combobox", "Network").click();
  await page.getByRole("option", { name: "These hosts" }).click();
  await fill(hand, "Hosts", "https://api.example.org/");
  await find(hand, "button", "Create action").click();
  await expect(page.getByText('"https://api.example.org/" is no host')).toBeVisible();
  await fill(hand, "Hosts", "api.example.org");
  await expectNothingFound(page);
  await find(hand, "button", "Create action").click();
  await page.waitForURL(/script\.block_host$/);
  await expect(find(hand, "heading", "Block host")).toBeVisible();

  // The other one has not touched a thing.
  await expect(option("Block host")).toBeVisible();
  await expect(option("Block host: unblock")).toBeVisible();
  const { graph } = await call<{ graph: { nodes: object[] } }>(api, "playbooks.draft", "query", { playbook });
  expect(JSON.stringify(graph)).not.toContain("block_host");

  await upload("Overwrite block.py by another file", file("block.py", `${BLOCK}# overwritten\n`));
  await expect(page.getByText("block.py takes the place of block.py")).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    find(hand, "button", "Download block.py").click(),
  ]);
  expect(await readFile(await download.path(), "utf8")).toBe(`${BLOCK}# overwritten\n`);
  await find(hand, "button", "Delete unblock.py").click();
  await find(hand, "button", "Delete unblock.py").last().click();
  await expect(listed()).toHaveCount(1);
  await find(hand, "button", "Save as version 2").click();
  await expect(page.getByText("Version 2, saved")).toBeVisible();
  await expect(option("Block host: unblock")).toHaveCount(0);

  // By keys alone.
  await find(hand, "tab", "Scripts").focus();
  await press(hand, "ArrowRight");
  await expect(page.getByText("# overwritten")).toBeVisible();
  await expectNothingFound(page);
  await find(hand, "button", /^Version 1/).focus();
  await press(hand, "Enter");
  const restore = find(hand, "button", "Restore version 1 as version 3");
  await restore.focus();
  await press(hand, "Enter");
  await expect(find(hand, "button", /^Version 3/)).toBeVisible();
  await expect(option("Block host: unblock")).toBeVisible();

  await call(api, "playbooks.save", "mutation", {
    name: "Uses it",
    graph: using("script.block_host.unblock"),
  });
  await page.goto("/actions");
  await find(hand, "button", "Delete Block host").focus();
  await press(hand, "Enter");
  await expect(page.getByRole("dialog").getByRole("link", { name: "Uses it" })).toBeVisible();
  await expectNothingFound(page);
  await find(hand, "button", "Delete Block host and its 3 versions").focus();
  await press(hand, "Enter");
  await expect(page.getByText("Block host is deleted.")).toBeVisible();
  await expect(option("Block host")).toHaveCount(0);
  expect([...author.complaints, ...other.complaints]).toEqual([]);
});

test("the form is shown as its signature is typed, and the conventions give samples", async () => {
  const { page, hand } = author;
  await page.goto("/actions/new");
  const form = page.getByRole("region", { name: "What a step asks for" });
  await expect(form.getByLabel(/^Address/)).toBeVisible();
  await page.getByRole("region", { name: "Source" }).locator(".view-lines").click();
  await press(hand, "ControlOrMeta+a");
  await type(hand, "def main(device: str, days: int = 3): pass");
  await expect(form.getByLabel(/^Device/)).toBeVisible();
  await expect(form.getByLabel("Days")).toHaveAttribute("placeholder", "3");
  await find(hand, "combobox", "The step's form comes from").click();
  await page.getByRole("option", { name: "A JSON Schema that I write" }).click();
  const schema = page.getByRole("textbox", { name: "Arguments" });
  await expect(schema).toHaveValue(/"days"/);
  await schema.fill('{"type": "object", "properties": {"host_name": {"type": "string"}}}');
  await expect(form.getByLabel("Host name")).toBeVisible();
  await find(hand, "button", "Coding conventions").focus();
  await press(hand, "Enter");
  await expect(page.getByRole("dialog").getByText("RIPOSTE_API_KEY")).toBeVisible();
  const [sample] = await Promise.all([
    page.waitForEvent("download"),
    find(hand, "button", "Download count_words_27.py").click(),
  ]);
  expect(await readFile(await sample.path(), "utf8")).toContain("def main(text, least=1)");
  await expectNothingFound(page);
  await press(hand, "Escape");
  await find(hand, "button", "Discard what was typed").click();
});

test("files are dropped on the list, and what cannot be taken is said in a sentence and changes nothing", async () => {
  const { page, hand } = author;
  await page.goto("/actions/new");
  await expect(listed()).toHaveCount(1);
  const refused = page.getByRole("alert").filter({ hasText: "The upload was refused" });
  const drop = async (name: string, bytes: number[]) => {
    // As text, for the types of a browser are not known here.
    const data = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(${JSON.stringify(bytes)})], ${JSON.stringify(name)}));
      return transfer;
    })()`);
    await page.getByRole("region", { name: "Scripts" }).dispatchEvent("drop", { dataTransfer: data });
  };
  await drop("latin.py", [35, 233]);
  await expect(refused).toContainText("latin.py is not UTF-8 text");
  await drop("evil.zip", [...zipSync({ "../../evil.py": strToU8(BLOCK) })]);
  await expect(refused).toContainText("whose path leads out of it");
  await drop("bomb.zip", [...zipSync({ "bomb.py": new Uint8Array(20_000_000) })]);
  await expect(refused).toContainText("unpacks to more than 1 MB");
  await expectNothingFound(page);
  await upload("Upload", file("big.py", new Uint8Array(20 * 1_048_576)));
  await expect(refused).toContainText("big.py is 20 MB large, and 8 MB can be uploaded at once");
  await expect(listed()).toHaveCount(1);
  await drop("tidy.py", [...strToU8("print(1)\n")]);
  await expect(refused).toHaveCount(0);
  await expect(listed()).toContainText("tidy.py");
  await find(hand, "textbox", "Name").click();
  await type(hand, "Tidy up");
  await press(hand, "Tab");
  await expect(page.getByText("Not saved yet; kept in this browser.")).toBeVisible();
  await find(hand, "button", "Discard what was typed").click();
});

function using(action: string) {
  return {
    schema: 1,
    nodes: [
      { id: "t", kind: "trigger", name: "hook", trigger: "manual", config: {}, position: { x: 0, y: 0 } },
      {
        id: "a",
        kind: "action",
        name: "block",
        action,
        arguments: { device: "pc-1" },
        position: { x: 336, y: 0 },
      },
    ],
    edges: [{ from: "t", port: "default", to: "a" }],
  };
}

async function playbookWithout(): Promise<string> {
  const graph = { ...using(""), nodes: using("").nodes.slice(0, 1), edges: [] };
  const { id } = await call<{ id: string }>(api, "playbooks.create", "mutation", {
    name: `Without ${crypto.randomUUID().slice(0, 8)}`,
    graph,
  });
  return id;
}
