import { sql } from "drizzle-orm";
import { bigserial, boolean, index, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { bytea, createdAt, id, instant } from "./columns.ts";

const ROLES = ["viewer", "analyst", "author", "admin"] as const;

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
  role: text("role", { enum: ROLES }).notNull(),
  /** SHA-256 of the token, which itself is never stored. */
  hash: bytea("hash").notNull().unique(),
  createdAt: createdAt(),
  lastUsedAt: instant("last_used_at"),
  revokedAt: instant("revoked_at"),
});

/** People. better-auth reads and writes this table, `accounts` and `sessions`: the keys are its field names. */
export const users = pgTable("users", {
  id: id(),
  name: text("name").notNull(),
  /** In lower case. */
  email: text("email").notNull().unique(),
  /** Whoever has the link of an invitation was given it by an admin: nothing more is asked. */
  emailVerified: boolean("email_verified").notNull().default(true),
  image: text("image"),
  createdAt: createdAt(),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});

/** How somebody proves who they are; `credential` is a password. */
export const accounts = pgTable(
  "accounts",
  {
    id: id(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    providerId: text("provider_id").notNull(),
    /** The id that the provider knows the person by; for `credential` our own. */
    accountId: text("account_id").notNull(),
    /** Hashed with scrypt. */
    password: text("password"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [unique().on(t.providerId, t.accountId), index().on(t.userId)],
);

export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Worth nothing without the signature that the cookie carries. */
    token: text("token").notNull().unique(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [index().on(t.userId)],
);

/** Who belongs to a workspace and as what; a person belongs to one. */
export const members = pgTable(
  "members",
  {
    userId: text("user_id")
      .primaryKey()
      .references(() => users.id, { onDelete: "cascade" }),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    role: text("role", { enum: ROLES }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.workspaceId)],
);

/** Links that work once: the set-up of the first admin, an invitation, a new password. */
export const oneTimeLinks = pgTable(
  "one_time_links",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    purpose: text("purpose", { enum: ["setup", "invitation", "password"] }).notNull(),
    /** Null for `setup`: whoever opens the link says it. In lower case. */
    email: text("email"),
    /** Null for `password`: it stays as it is. */
    role: text("role", { enum: ROLES }),
    /** SHA-256 of the token in the link, which itself is never stored. */
    hash: bytea("hash").notNull().unique(),
    /** As in the audit log. */
    madeBy: text("made_by").notNull(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [index().on(t.workspaceId, t.createdAt)],
);

/** How often something was tried, by whom or on whom, in the window that is open. */
export const tryCounts = pgTable("try_counts", {
  key: text("key").primaryKey(),
  count: integer("count").notNull(),
  /** The window's end: from then on it starts at nought. */
  until: instant("until").notNull(),
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
    /** `user:<e-mail>`, `token:<name>` or `system`. */
    actor: text("actor").notNull(),
    /** The procedure's name: `playbooks.publish`. */
    action: text("action").notNull(),
    /** What it was done to: `playbook:pb_…`. */
    target: text("target").notNull(),
    /** JSON, redacted. */
    details: text("details").notNull(),
    clientAddress: text("client_address"),
  },
  (t) => [
    index().on(t.workspaceId, t.seq),
    /** How a run was started, what was said of its steps. */
    index().on(t.target, t.seq),
    /** Few among very many: what became of steps whose outcome nobody knew. */
    index("audit_log_resolved")
      .on(t.workspaceId, t.seq)
      .where(sql`action = 'runs.resolve'`),
  ],
);
