import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { subscribe } from "../api/event-stream.ts";
import { call } from "../../support/api.ts";
import { startProduct } from "../../support/product.ts";
import type { Product } from "../../support/product.ts";
import { untilState } from "../../support/until-state.ts";

/** A service inside the company, which the administrator lets actions reach; and one that nobody has spoken of. */
const allowed = createServer((request, answer) => answer.end(`hello ${request.url}`));
const secret = createServer((_request, answer) => answer.end("secret"));

let product: Product;
let folder = "";
beforeAll(async () => {
  for (const server of [allowed, secret])
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  product = await startProduct({ env: { RIPOSTE_EGRESS_ALLOW: placeOf(allowed) } });
  folder = await mkdtemp(join(tmpdir(), "riposte-network-"));
});
afterAll(async () => {
  await product[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
  for (const server of [allowed, secret]) server.close();
});

function placeOf(server: typeof allowed): string {
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const SOURCE = `
import os, urllib.request

def main(url):
    # Whatever NO_PROXY says: by the proxy.
    request = urllib.request.Request(url)
    request.set_proxy(os.environ["HTTP_PROXY"].removeprefix("http://"), "http")
    return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request).read().decode()
`;

async function run(name: string, url: string) {
  const playbook = join(folder, `${name}.yaml`);
  const nodes = [
    "{ id: start, kind: trigger, name: start, trigger: manual, config: {} }",
    `{ id: fetch, kind: action, name: fetch, label: Fetch it, action: script.fetch, arguments: { url: "${url}" } }`,
  ];
  const graph = `graph: { nodes: [${nodes.join(", ")}], edges: [{ from: start, to: fetch }] }`;
  await writeFile(playbook, `kind: playbook\nname: ${name}\nenabled: true\n${graph}\n`);
  const applied = await product.riposte("apply", playbook, "--publish");
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
  const started = await call<{ run: string }>(product, "runs.start", "mutation", { playbook: name });
  await untilState(product, started.run, ["done", "failed"]);
  return (await product.riposte("show", started.run, "--full")).stdout;
}

async function applyFetch(network: string) {
  await writeFile(join(folder, "fetch.py"), SOURCE);
  const facts = `script: fetch.py\nentry: main\neffect: read\n${network}`;
  await writeFile(join(folder, "fetch.yaml"), `kind: action\nname: fetch\n${facts}\n`);
  const applied = await product.riposte("apply", join(folder, "fetch.yaml"));
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
}

test("a step reaches what its action lists and the administrator allows, and is told of the rest", async () => {
  await applyFetch(`network: { hosts: ["${placeOf(allowed)}", "${placeOf(secret)}"] }`);
  expect(await run("Inside", `http://${placeOf(allowed)}/path`)).toContain("hello /path");

  const refused = await run("Secret", `http://${placeOf(secret)}/`);
  expect(refused).toContain("egress_refused");
  expect(refused).toContain(`${placeOf(secret)} may not be reached: 127.0.0.1 is this machine itself`);
  expect(refused).toContain(`RIPOSTE_EGRESS_ALLOW=${placeOf(secret)}`);
  expect(refused).toContain("riposte: network:");
  const metadata = await run("Metadata", "http://169.254.169.254/latest/meta-data/");
  expect(metadata).toContain(
    "169.254.169.254:80 may not be reached: it is not among the hosts of this action",
  );
});

test("the network goes with its action into a document, and a trial has it before it is saved", async () => {
  const { stdout } = await product.riposte("export");
  expect(stdout).toMatch(/network:\n\s+internet: false\n\s+hosts:\n/);
  const facts = { entry: "main", input: JSON.stringify({ url: `http://${placeOf(allowed)}/tried` }) };
  const trial = async (network: object) => {
    const { id } = await call<{ id: string }>(product, "trials.start", "mutation", {
      action: "script.fetch",
      source: SOURCE,
      ...facts,
      ...network,
    });
    const token = await product.token();
    let last = "";
    for await (const { data } of subscribe(product, { token, path: "trials.follow", input: { id } })) {
      last = JSON.stringify(data);
      if (last.includes('"state":"ended"')) break;
    }
    return last;
  };
  expect(await trial({ network: { hosts: [placeOf(allowed)] } })).toContain("hello /tried");
  expect(await trial({})).toContain("KeyError");
});
