import type { BlobStore } from "@riposte/blobs";
import type { Connection } from "@riposte/db";
import type { HttpPort } from "@riposte/integrations";
import type { Vault } from "@riposte/vault";
import type { Logger } from "pino";
import type { AccessNotices } from "./auth/access-notices.ts";
import type { Auth } from "./auth/create-auth.ts";
import type { ClientAddress } from "./client-address.ts";
import type { BodyRoom } from "./hooks/body-room.ts";
import type { OpenRequests } from "./hooks/open-requests.ts";
import type { LanguageSessions } from "./language/language-sessions.ts";
import type { Notices } from "./notices/notices.ts";
import type { RunGateway } from "./temporal/run-gateway.ts";

/** What the API works with; made once in `main.ts`, or by a test. */
export interface Services {
  readonly db: Connection["db"];
  readonly sql: Connection["sql"];
  readonly blobs: BlobStore;
  /** Most bytes of one event. */
  readonly eventLimit: number;
  readonly bodyRoom: BodyRoom;
  readonly openRequests: OpenRequests;
  readonly vault: Vault;
  readonly runs: RunGateway;
  readonly notices: Notices;
  readonly language: LanguageSessions;
  /** The folder with the packages of scripts that were built on this machine; null: none are. */
  readonly environments: string | null;
  readonly log: Logger;
  /** To the outside, through the egress guard: for trying connectors out. */
  readonly http: HttpPort;
  readonly auth: Auth;
  readonly access: AccessNotices;
  /** Signs what browsers keep for us. */
  readonly cookieSecret: string;
  /** From where a browser may send what changes something. */
  readonly origins: ReadonlySet<string>;
  readonly clientAddress: ClientAddress;
  /** Path of the key ring's file. */
  readonly keyring: string;
  /** How long Temporal remembers a run that is over. */
  readonly retentionMs: number;
  /** The data folder, where the supervisor says which processes run. */
  readonly dataFolder: string;
  /** How the outside reaches this server; printed in front of hooks. */
  readonly publicUrl: string;
}
