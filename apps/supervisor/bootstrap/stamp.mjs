import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ownNode, project } from "./project.mjs";

const stampFile = join(project, "node_modules", ".riposte", "installed");

/** Everything that decides what an installation consists of. */
function fingerprint() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}`);
  const files = ["pnpm-lock.yaml", "pnpm-workspace.yaml", ...manifests()];
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(project, file)));
  return hash.digest("hex");
}

function manifests() {
  const folders = ["apps", "packages"].flatMap((group) =>
    readdirSync(join(project, group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(group, entry.name))
      .toSorted((a, b) => (a < b ? -1 : 1)),
  );
  return ["", "temporal-workers", "tests", ...folders]
    .map((folder) => join(folder, "package.json"))
    .filter((file) => existsSync(join(project, file)));
}

export function isInstalled() {
  try {
    return readFileSync(stampFile, "utf8") === fingerprint() && existsSync(ownNode);
  } catch {
    return false;
  }
}

export function markInstalled() {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, fingerprint());
}
