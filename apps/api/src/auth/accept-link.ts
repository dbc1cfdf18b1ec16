import { createPerson, findLink, findPerson, revokeLinksOf, setPassword, spendLink } from "@riposte/db";
import type { Database, OneTimeLink } from "@riposte/db";
import { actorName } from "../context.ts";
import { promptly } from "../promptly.ts";
import { UserError } from "../user-error.ts";
import { hashed } from "./password.ts";
import { recordEntry } from "../audit/record-change.ts";

export interface Acceptance {
  readonly token: string;
  /** Not for a new password: whoever gets one has a name. */
  readonly name: string | null;
  /** For the set-up link only: the others are for somebody. */
  readonly email: string | null;
  readonly password: string;
  readonly clientAddress: string;
}

/** Makes the account that the link is for, or sets its password; returns its e-mail. @throws UserError */
export async function acceptLink(db: Database, acceptance: Acceptance): Promise<string> {
  const { token, password } = acceptance;
  // Before the costly part: whoever has no good link does not make us work.
  if ((await promptly(findLink(db, token))) === null) throw spent();
  const passwordHash = await hashed(password);
  return db.transaction(async (tx) => {
    const link = await spendLink(tx, token);
    if (link === null) throw spent();
    const email = link.email ?? needed("email", acceptance.email);
    const id = await admit(tx, link, { name: acceptance.name, email, passwordHash });
    await recordEntry(tx, {
      workspaceId: link.workspaceId,
      actor: actorName({ kind: "person", name: email }),
      action: ACTIONS[link.purpose],
      target: `user:${id}`,
      details: JSON.stringify({ email, role: link.role, invitedBy: link.madeBy }),
      clientAddress: acceptance.clientAddress,
    });
    return email;
  });
}

const ACTIONS = {
  setup: "people.setUp",
  invitation: "people.acceptInvitation",
  password: "people.acceptNewPassword",
} as const;

function needed(field: "name" | "email", value: string | null): string {
  if (value !== null) return value;
  throw new UserError("bad_request", `Say your ${field === "email" ? "e-mail address" : field}.`, { field });
}

interface Admission {
  readonly name: string | null;
  readonly email: string;
  readonly passwordHash: string;
}

async function admit(
  tx: Database,
  link: OneTimeLink,
  { name, email, passwordHash }: Admission,
): Promise<string> {
  const { workspaceId, role } = link;
  if (link.purpose === "password") {
    const person = await findPerson(tx, workspaceId, email);
    if (person === null) throw spent();
    await setPassword(tx, person.id, passwordHash);
    return person.id;
  }
  if (role === null) throw new Error(`The link ${link.id} is for an account and has no role.`);
  const id = await createPerson(tx, { name: needed("name", name), email, role, workspaceId, passwordHash });
  if (id === null) {
    throw new UserError("conflict", `There is an account for ${email} already: sign in with it.`, {
      field: "email",
    });
  }
  await revokeLinksOf(tx, workspaceId, email);
  return id;
}

function spent(): UserError {
  const message =
    "This link is of no use any more: it was used, revoked or is too old. Ask an admin for a new one.";
  return new UserError("not_found", message);
}
