import type { Context, Data, Reference } from "@riposte/template";

/** What stands at a path in what templates see; undefined: nothing. */
export function lookUp(context: Context, path: Reference["path"]): Data | undefined {
  const [root, ...rest] = path;
  let at = context.get(String(root));
  for (const key of rest) {
    if (at instanceof Map) at = at.get(String(key));
    else if (Array.isArray(at) && typeof key === "number") at = at.at(key);
    else return undefined;
  }
  return at;
}

/** `steps.whois["e-mail"][0]` */
export function pathText(path: Reference["path"]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    if (!/^[A-Za-z_]\w*$/.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}
