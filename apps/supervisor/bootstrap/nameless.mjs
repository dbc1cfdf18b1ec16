import { userInfo } from "node:os";

/** PostgreSQL's initdb looks its user up and refuses one that has no name; null where that does not matter. */
export function whyNameless() {
  if ((process.env.DATABASE_URL ?? "") !== "") return null;
  try {
    userInfo();
    return null;
  } catch {
    return (
      `The user ${process.getuid()} has no name in /etc/passwd, and PostgreSQL, which comes with Riposte, makes no ` +
      "database for such a user: add an entry there, or set DATABASE_URL to a PostgreSQL of your own."
    );
  }
}
