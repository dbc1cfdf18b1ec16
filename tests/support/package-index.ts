import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { strToU8, zipSync } from "fflate";

export interface PackageIndex extends AsyncDisposable {
  /** As `UV_INDEX_URL` takes it. */
  readonly url: string;
}

/** An index on this machine, with one pure wheel a module; `modules`: name → source. No network is needed. */
export async function startPackageIndex(modules: Readonly<Record<string, string>>): Promise<PackageIndex> {
  const files = new Map(Object.entries(modules).map(([name, source]) => wheel(name, source)));
  const server = createServer((request, response) => {
    const last = (request.url ?? "").replace(/\/$/, "").split("/").at(-1) ?? "";
    const file = files.get(last);
    const links = [...files.keys()].filter((name) => name.startsWith(`${last.replaceAll("-", "_")}-`));
    if (file !== undefined) response.setHeader("content-length", file.length).end(file);
    else if (links.length > 0) {
      response.setHeader("content-type", "text/html");
      response.end(links.map((name) => `<a href="/files/${name}">${name}</a>`).join("\n"));
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/simple`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function wheel(name: string, source: string): readonly [string, Buffer] {
  const about = `${name}-1.0.dist-info`;
  const content = {
    [`${name}.py`]: source,
    [`${about}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n`,
    [`${about}/WHEEL`]: "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
  };
  const record = [...Object.keys(content), `${about}/RECORD`].map((path) => `${path},,\n`).join("");
  const entries = Object.entries({ ...content, [`${about}/RECORD`]: record });
  const zip = zipSync(Object.fromEntries(entries.map(([path, text]) => [path, strToU8(text)])));
  return [`${name}-1.0-py3-none-any.whl`, Buffer.from(zip)];
}
