import type { Expression } from "@riposte/template";

/** `trigger.alerts[0].title`, as far as it is written out: the keys from a name on. Null for all else. */
export function pathOf(node: Expression): readonly (string | bigint)[] | null {
  if (node.kind === "name") return [node.name];
  if (node.kind !== "attribute" && node.kind !== "item") return null;
  const above = pathOf(node.object);
  const key = node.kind === "attribute" ? node.name : constantKey(node.index);
  return above === null || key === null ? null : [...above, key];
}

export function constantKey(index: Expression): string | bigint | null {
  if (index.kind !== "constant") return null;
  const { value } = index;
  return typeof value === "string" || typeof value === "bigint" ? value : null;
}

/** As a template writes it. */
export function pathText(path: readonly (string | bigint)[]): string {
  const [root, ...keys] = path;
  const written = keys.map((key) => {
    if (typeof key === "bigint") return `[${key}]`;
    return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : subscript(key);
  });
  return [root, ...written].join("");
}

export function subscript(key: string): string {
  return `['${key.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}']`;
}

/** As a key of what is known. */
export function pathKey(path: readonly (string | bigint)[]): string {
  return path
    .map((part) => `${typeof part === "bigint" ? "#" : "."}${JSON.stringify(String(part))}`)
    .join("");
}
