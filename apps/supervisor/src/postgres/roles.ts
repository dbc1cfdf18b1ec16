import { randomBytes } from "node:crypto";
import { connect } from "@riposte/db";

// Of the PostgreSQL that comes with Riposte; its superuser, `riposte`, is for this file alone.

const OWNER = "riposte_owner";
const RUNNER = "riposte_runner";

/** Addresses of the database by who uses it; with a server of the user's own they are the same. */
export interface DatabaseUrls {
  /** API, TypeScript worker and migrations: owns all tables but the audit log, and nothing beside them. */
  readonly owner: string;
  /** The Python worker, which stands next to scripts: only what it needs. */
  readonly runner: string;
}

/** Roles that can log in with passwords of this start; what an earlier version made as superuser changes hands. */
export async function ensureRoles(superuserUrl: string): Promise<DatabaseUrls> {
  const [owner, runner] = [newPassword(), newPassword()];
  await using connection = connect(superuserUrl, { max: 1, name: "riposte supervisor" });
  await connection.sql.begin(async (sql) => {
    await sql.unsafe(NOTHING_OF_THEIRS);
    await sql.unsafe(loginRole(OWNER, owner));
    await sql.unsafe(loginRole(RUNNER, runner));
    await sql.unsafe(OWN_EVERYTHING);
  });
  return { owner: asRole(superuserUrl, OWNER, owner), runner: asRole(superuserUrl, RUNNER, runner) };
}

/** After migrations: the tables must be there. Says all that the role may do, whatever it could before. */
export async function limitRunner(ownerUrl: string): Promise<void> {
  await using connection = connect(ownerUrl, { max: 1, name: "riposte supervisor" });
  await connection.sql.begin((sql) =>
    sql.unsafe(`
      REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${RUNNER};
      GRANT SELECT ON scripts, requirements, connectors, limits TO ${RUNNER};
      GRANT SELECT, INSERT, UPDATE (touched_at, place) ON blobs TO ${RUNNER};
      GRANT SELECT, INSERT ON blob_chunks TO ${RUNNER};
      GRANT SELECT, INSERT, UPDATE ON attempts TO ${RUNNER};`),
  );
}

/**
 * After migrations, which may change it: whoever owns a table, its schema or its database can switch off what keeps it
 * append-only, or drop it. The next start hands it back to the migrations, before anything else runs.
 */
export async function keepAuditLog(superuserUrl: string): Promise<void> {
  await using connection = connect(superuserUrl, { max: 1, name: "riposte supervisor" });
  await connection.sql.begin((sql) =>
    sql.unsafe(`
      ${NOTHING_OF_THEIRS}
      ALTER TABLE public.audit_log OWNER TO CURRENT_USER;
      ALTER FUNCTION public.audit_log_is_append_only() OWNER TO CURRENT_USER;
      ALTER TABLE public.audit_log ENABLE TRIGGER audit_log_is_append_only;
      REVOKE ALL ON public.audit_log, public.audit_log_seq_seq FROM PUBLIC, ${OWNER}, ${RUNNER};
      GRANT SELECT, INSERT ON public.audit_log TO ${OWNER};
      GRANT USAGE ON SEQUENCE public.audit_log_seq_seq TO ${OWNER};`),
  );
}

/** A function that the product's role made must not run as superuser. */
const NOTHING_OF_THEIRS = "SET LOCAL search_path = pg_catalog;";

function newPassword(): string {
  return randomBytes(24).toString("base64url");
}

/** The password is base64url, so that it needs no escaping. */
function loginRole(name: string, password: string): string {
  return `
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${name}') THEN CREATE ROLE ${name}; END IF;
    END $$;
    ALTER ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '${password}';`;
}

/**
 * REASSIGN OWNED refuses the role that made the cluster. Sequences of columns follow their tables. The database stays
 * with the superuser, and with it the schema `public`, whose owner can drop whatever is in it.
 */
const OWN_EVERYTHING = `
  DO $$ DECLARE statement text;
  BEGIN
    EXECUTE format('ALTER DATABASE %I OWNER TO %I', current_database(), current_user);
    EXECUTE format('GRANT CREATE, CONNECT, TEMPORARY ON DATABASE %I TO ${OWNER}', current_database());
    GRANT USAGE, CREATE ON SCHEMA public TO ${OWNER};
    FOR statement IN
      SELECT format('ALTER SCHEMA %s OWNER TO ${OWNER}', n.oid::regnamespace)
        FROM pg_namespace n WHERE n.nspname = 'drizzle' AND n.nspowner <> '${OWNER}'::regrole
      UNION ALL
      SELECT format('ALTER TABLE %s OWNER TO ${OWNER}', c.oid::regclass)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname IN ('public', 'drizzle') AND c.relkind IN ('r', 'p', 'v') AND c.relowner <> '${OWNER}'::regrole
      UNION ALL
      SELECT format('ALTER ROUTINE %s OWNER TO ${OWNER}', p.oid::regprocedure)
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = 'public' AND p.proowner <> '${OWNER}'::regrole
    LOOP
      EXECUTE statement;
    END LOOP;
  END $$;`;

function asRole(url: string, role: string, password: string): string {
  const changed = new URL(url);
  changed.username = role;
  changed.password = password;
  return changed.href;
}
