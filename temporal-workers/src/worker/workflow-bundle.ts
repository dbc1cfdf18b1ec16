import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleWorkflowCode } from "@temporalio/worker";
import type { BundleOptions, Logger } from "@temporalio/worker";
import { converterPaths } from "@riposte/temporal";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** All that ends up in the bundle, and what pins the versions of everybody else's code in it. */
const SOURCES = [
  "temporal-workers/src/workflows",
  "temporal-workers/src/worker/workflow-bundle.ts",
  "packages/plan/src",
  "packages/template/src",
  "packages/temporal/src",
  "pnpm-lock.yaml",
];

interface Wishes {
  readonly logger: Logger;
  /** Errors in workflow code say where they arose; every step takes longer (docs/decisions/0007). */
  readonly stacks: boolean;
}

export function bundleOptions({ logger, stacks }: Wishes): BundleOptions {
  const workflows = join(root, "temporal-workers/src/workflows");
  const workflowsPath = join(workflows, "workflows.ts");
  const pure = [
    "@riposte/plan",
    join(workflows, "plans.ts"),
    "@temporalio/workflow",
    ...Object.values(converterPaths),
    workflowsPath,
  ];
  return {
    workflowsPath,
    ...converterPaths,
    // Modules without a state of their own, evaluated once per thread and not once per run.
    preloadModules: stacks ? pure : [...pure, join(workflows, "no-stacks.ts")],
    webpackConfigHook: forThisNode,
    logger,
  };
}

type WebpackConfig = Parameters<NonNullable<BundleOptions["webpackConfigHook"]>>[0];

function forThisNode(config: WebpackConfig): WebpackConfig {
  return {
    ...config,
    module: { ...config.module, rules: (config.module?.rules ?? []).map(withoutOldSyntax) },
    // A package "without side effects" whose exports nobody names would not be evaluated beforehand at all.
    optimization: { ...config.optimization, sideEffects: false },
  };
}

/** Spread objects and private fields as they are: written for ES2017, each costs a call of a helper. */
function withoutOldSyntax<Rule>(rule: Rule): Rule {
  const copy = structuredClone(rule) as { use?: { options?: { jsc?: { target?: string } } } };
  if (copy.use?.options?.jsc !== undefined) copy.use.options.jsc.target = "es2022";
  return copy as Rule;
}

export interface WorkflowCode {
  readonly path: string;
  /** Names the code, on every machine alike. */
  readonly build: string;
}

/** Lies in this folder: built at the first start, taken from there as long as no source changes. */
export async function workflowBundle(folder: string, wishes: Wishes): Promise<WorkflowCode> {
  const build = await hashOfSources();
  const path = join(folder, `workflows-${build}${wishes.stacks ? "-stacks" : ""}.js`);
  if (await exists(path)) return { path, build };
  const { code } = await bundleWorkflowCode(bundleOptions(wishes));
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, code);
  await rename(unfinished, path);
  return { path, build };
}

async function hashOfSources(): Promise<string> {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const file of await filesOf(join(root, source))) {
      hash
        .update(`${file.slice(root.length)}\0`)
        .update(await readFile(file))
        .update("\0");
    }
  }
  return hash.digest("hex").slice(0, 32);
}

async function filesOf(path: string): Promise<readonly string[]> {
  if (!(await exists(path))) return [];
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".test.ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
