/** Where a target can be looked at; null where there is no page of it. */
export function targetPlace(target: string): string | null {
  const at = target.indexOf(":");
  const kind = target.slice(0, at);
  const id = target.slice(at + 1);
  const path = PATHS[kind];
  return at < 1 || id === "" || path === undefined ? null : path(encodeURIComponent(id));
}

const PATHS: Readonly<Record<string, (id: string) => string>> = {
  playbook: (id) => `/playbooks/${id}`,
  run: (id) => `/runs/${id}`,
  alert: (id) => `/alerts/${id}`,
  approval: (id) => `/approvals/${id}`,
};

const ID_SHOWN = 12;

/** "connector chat", "run run_UZzy_3Dg…": by the name it had, where the entry tells it. */
export function targetWords(target: string, details: unknown, playbook: string | null): string {
  const at = target.indexOf(":");
  if (at < 1) return target;
  const kind = target.slice(0, at);
  const id = target.slice(at + 1);
  const name = named(details) ?? (kind === "playbook" ? playbook : null);
  if (name !== null) return `${kind} ${name}`;
  return `${kind} ${id.length > ID_SHOWN ? `${id.slice(0, ID_SHOWN)}…` : id}`;
}

function named(details: unknown): string | null {
  const { name, shortId } = Object(details) as Readonly<Record<string, unknown>>;
  const found = name ?? shortId;
  return typeof found === "string" && found !== "" ? found : null;
}

/** "version: 3, steps: 4", the playbook by its name where that is known; without the name, which stands beside it; long ones are cut by who shows them. */
export function detailWords(details: unknown, playbook: string | null): string {
  if (typeof details !== "object" || details === null) return "";
  const known = playbook !== null && "playbook" in details ? { ...details, playbook } : details;
  return Object.entries(known)
    .filter(([key, value]) => value !== "" && value !== null && key !== "name" && key !== "shortId")
    .map(([key, value]) => `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
}
