import { randomBytes } from "node:crypto";
import { connect } from "@riposte/db";

// Of the PostgreSQL that comes with Riposte; its superuser, `riposte`, is for this file alone.

const OWNER = "riposte_owner";
const RUNNER = "riposte_runner";

/** Addresses of the database by who uses it; with a server of the user's own they are the same. */
export interface DatabaseUrls {
  /** API, TypeScript worker and migrations: owns the database and everything in it, and nothing beside it. */
  readonly owner: string;
  /** The Python worker, which stands next to scripts: only what it needs. */
  readonly runner: string;
}

/** Roles that can log in with passwords of this start; what an earlier version made as superuser changes hands. */
export async function ensureRoles(superuserUrl: string): Promise<DatabaseUrls> {
  const [owner, runner] = [newPassword(), newPassword()];
  await using connection = connect(superuserUrl, { max: 1, name: "riposte supervisor" });
  await connection.sql.begin(async (sql) => {
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
      GRANT SELECT ON scripts, connectors TO ${RUNNER};
      GRANT SELECT, INSERT ON blobs TO ${RUNNER};
      GRANT SELECT, INSERT, UPDATE ON attempts TO ${RUNNER};`),
  );
}

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

/** REASSIGN OWNED refuses the role that made the cluster. Sequences of columns follow their tables. */
const OWN_EVERYTHING = `
  DO $$ DECLARE statement text;
  BEGIN
    EXECUTE format('ALTER DATABASE %I OWNER TO ${OWNER}', current_database());
    FOR statement IN
      SELECT format('ALTER SCHEMA %s OWNER TO ${OWNER}', n.oid::regnamespace)
        FROM pg_namespace n WHERE n.nspname = 'drizzle' AND n.nspowner <> '${OWNER}'::regrole
      UNION ALL
      SELECT format('ALTER TABLE %s OWNER TO ${OWNER}', c.oid::regclass)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname IN ('public', 'drizzle') AND c.relkind IN ('r', 'p') AND c.relowner <> '${OWNER}'::regrole
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
