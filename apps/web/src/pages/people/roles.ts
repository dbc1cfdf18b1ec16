/** From the least to the most; each may do what those before it may. */
export const ROLES = ["viewer", "analyst", "author", "admin"] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_OPTIONS = [
  { value: "viewer", label: "Viewer: sees everything, changes nothing" },
  { value: "analyst", label: "Analyst: runs playbooks and decides approvals" },
  { value: "author", label: "Author: draws playbooks and writes scripts" },
  { value: "admin", label: "Admin: connectors, people, tokens and the audit log" },
] as const satisfies readonly { value: Role; label: string }[];
