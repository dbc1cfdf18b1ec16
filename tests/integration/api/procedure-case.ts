import type { FurnishedWorkspace } from "./furnished-workspace.ts";

type Role = "viewer" | "analyst" | "author" | "admin";

/** Who may call a procedure, and with what. */
export interface Case {
  readonly least: Role;
  /** What a caller of this workspace would send. */
  readonly input: (own: FurnishedWorkspace) => object;
  /** `refers`: names something of the workspace, which a stranger must not find. `installation`: default workspace only. */
  readonly kind: "lists" | "refers" | "creates" | "installation";
}
