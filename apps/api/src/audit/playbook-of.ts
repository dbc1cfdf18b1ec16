/** The id of the playbook that an entry is about; null: of none. */
export function playbookOf(target: string, details: unknown): string | null {
  if (target.startsWith("playbook:")) return target.slice("playbook:".length);
  const { playbook } = Object(details) as { readonly playbook?: unknown };
  return typeof playbook === "string" ? playbook : null;
}
