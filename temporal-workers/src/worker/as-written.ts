import type { BundleOptions } from "@temporalio/worker";

export type BundlerConfig = Parameters<NonNullable<BundleOptions["webpackConfigHook"]>>[0];
type Rule = NonNullable<NonNullable<BundlerConfig["module"]>["rules"]>[number];

/** What the Node that runs it knows. */
const TARGET = "es2023";

/**
 * The SDK has newer syntax rewritten for older engines, private fields into look-ups, each spread into a call: that
 * took more than half of a loop's time.
 */
export function asWritten(config: BundlerConfig): BundlerConfig {
  return { ...config, module: { ...config.module, rules: (config.module?.rules ?? []).map(forThisNode) } };
}

function forThisNode(rule: Rule): Rule {
  if (!isObject(rule) || !isObject(rule.use) || !("options" in rule.use)) return rule;
  const { options } = rule.use;
  if (!isObject(options) || !("jsc" in options) || !isObject(options.jsc)) return rule;
  const jsc = { ...options.jsc, target: TARGET };
  return { ...rule, use: { ...rule.use, options: { ...options, jsc } } };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
