import type { Context } from "hono";
import { actorName } from "../context.ts";
import { promptly } from "../promptly.ts";
import type { Services } from "../services.ts";
import { signedInPerson } from "./authenticate.ts";
import { handOn, passCookies } from "./hand-on.ts";
import { recordEntry } from "../audit/record-change.ts";

/** Ends the session and takes the cookie away; whoever has none is signed out already. */
export async function signOut(c: Context, services: Services): Promise<Response> {
  const person = await promptly(signedInPerson(c, services));
  passCookies(c, await handOn(c, services, { endpoint: "/sign-out", body: {} }));
  if (person !== null) {
    await recordEntry(services.db, {
      workspaceId: person.workspaceId,
      actor: actorName(person),
      action: "me.signOut",
      target: `user:${person.id}`,
      details: "{}",
      clientAddress: services.clientAddress(c),
    });
  }
  return c.json({ ok: true });
}
