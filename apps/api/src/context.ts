import type { Role } from "@riposte/db";
import type { Services } from "./services.ts";

/** Who asks. The workspace comes from here and never from an input. */
export interface Actor {
  readonly workspaceId: string;
  readonly tokenId: string;
  /** The token's name. */
  readonly name: string;
  readonly role: Role;
}

export interface Context {
  readonly services: Services;
  readonly actor: Actor;
  readonly clientAddress: string;
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal;
}

/** As the audit log and approvals write it. */
export function actorName(actor: Actor): string {
  return `token:${actor.name}`;
}
