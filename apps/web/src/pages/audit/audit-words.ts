/** Who did it, as the log writes it: `user:ana@example.com`, `token:local`, `system`. */
export function actorWords(actor: string): string {
  const [kind, ...rest] = actor.split(":");
  const name = rest.join(":");
  if (kind === "user" && name !== "") return name;
  if (kind === "token" && name !== "") return `Token ${name}`;
  return actor === "system" ? "Riposte" : actor;
}

/** Where a target can be looked at; null where there is no page of it. */
export function targetPlace(target: string): { readonly to: string; readonly label: string } | null {
  const at = target.indexOf(":");
  const kind = target.slice(0, at);
  const id = target.slice(at + 1);
  const path = PATHS[kind];
  return at < 1 || id === "" || path === undefined ? null : { to: path(encodeURIComponent(id)), label: id };
}

const PATHS: Readonly<Record<string, (id: string) => string>> = {
  playbook: (id) => `/playbooks/${id}`,
  run: (id) => `/runs/${id}`,
  alert: (id) => `/alerts/${id}`,
  approval: (id) => `/approvals/${id}`,
};

/** "name: Block host, version: 3"; long ones are cut by who shows them. */
export function detailWords(details: unknown): string {
  if (typeof details !== "object" || details === null) return "";
  return Object.entries(details)
    .map(([key, value]) => `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
}
