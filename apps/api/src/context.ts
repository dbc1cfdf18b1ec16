import type { Role } from "@riposte/db";
import type { Services } from "./services.ts";

interface Known {
  readonly workspaceId: string;
  readonly role: Role;
  /** Of the user or of the token. */
  readonly id: string;
}

/** A program, or somebody at a command line. */
export interface TokenActor extends Known {
  readonly kind: "token";
  readonly name: string;
}

/** Somebody at a browser. */
export interface PersonActor extends Known {
  readonly kind: "person";
  /** The e-mail: what a person is known by everywhere. */
  readonly name: string;
  readonly displayName: string;
  readonly sessionId: string;
  readonly sessionEnds: Date;
}

/** Who asks. The workspace comes from here and never from an input. */
export type Actor = TokenActor | PersonActor;

export interface Context {
  readonly services: Services;
  readonly actor: Actor;
  readonly clientAddress: string;
  /** Aborted when the caller has gone, or may not listen any more. */
  readonly signal: AbortSignal;
}

/** As the audit log writes it, and as approvers are named: nobody else can be called so. */
export function actorName({ kind, name }: Pick<Actor, "kind" | "name">): string {
  return kind === "person" ? `user:${name}` : `token:${name}`;
}

/** As runs, their templates and messages write it: a person's e-mail, which no token can have as its name here. */
export function shownName({ kind, name }: Pick<Actor, "kind" | "name">): string {
  return kind === "person" ? name : `token:${name}`;
}
