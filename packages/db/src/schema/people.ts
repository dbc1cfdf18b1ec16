import { bigserial, index, pgTable, text } from "drizzle-orm/pg-core";
import { bytea, createdAt, id, instant } from "./columns.ts";

export const workspaces = pgTable("workspaces", {
  id: id(),
  name: text("name").notNull(),
  createdAt: createdAt(),
});

export const apiTokens = pgTable("api_tokens", {
  id: id(),
  workspaceId: text("workspace_id")
    .notNull()
    .references(() => workspaces.id),
  name: text("name").notNull(),
  role: text("role", { enum: ["viewer", "analyst", "author", "admin"] }).notNull(),
  /** SHA-256 of the token, which itself is never stored. */
  hash: bytea("hash").notNull().unique(),
  createdAt: createdAt(),
  lastUsedAt: instant("last_used_at"),
  revokedAt: instant("revoked_at"),
});

/** Append-only: a trigger refuses UPDATE, DELETE and TRUNCATE. */
export const auditLog = pgTable(
  "audit_log",
  {
    seq: bigserial("seq", { mode: "number" }).primaryKey(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    at: instant("at").notNull().defaultNow(),
    /** `token:<name>`, `system` or, later, a user. */
    actor: text("actor").notNull(),
    /** The procedure's name: `playbooks.publish`. */
    action: text("action").notNull(),
    /** What it was done to: `playbook:pb_…`. */
    target: text("target").notNull(),
    /** JSON, redacted. */
    details: text("details").notNull(),
    clientAddress: text("client_address"),
  },
  (t) => [index().on(t.workspaceId, t.seq)],
);
