import type { Context } from "hono";
import { z } from "zod";
import { actorName } from "../context.ts";
import { promptly } from "../promptly.ts";
import type { Services } from "../services.ts";
import { signedInPerson } from "./authenticate.ts";
import { readForm, refuseForm } from "./form-answer.ts";
import { handOn, passCookies } from "./hand-on.ts";
import { newPassword, PASSWORD_LENGTH } from "./password.ts";
import { tryPassword } from "./try-limits.ts";
import { recordEntry } from "../audit/record-change.ts";

const input = z
  .object({
    currentPassword: z.string().min(1, "Say your present password.").max(PASSWORD_LENGTH.most),
    newPassword,
  })
  .strict();

/** Ends all other sessions too: whoever knew the old password is out. */
export async function changePassword(c: Context, services: Services): Promise<Response> {
  const form = await readForm(c, input);
  if (form instanceof Response) return form;
  const person = await promptly(signedInPerson(c, services));
  if (person === null) return refuseForm(c, 401, { reason: "signed_out", message: "Sign in first." });

  const verdict = await tryPassword(services.db, person.id);
  if (!verdict.ok) {
    c.header("retry-after", String(verdict.retryAfterSeconds));
    const message = "Too many tries. Wait a quarter of an hour, then try again.";
    return refuseForm(c, 429, { reason: "too_many_tries", message });
  }
  const body = { ...form, revokeOtherSessions: true };
  const response = await handOn(c, services, { endpoint: "/change-password", body });
  if (!response.ok) {
    const message = "This is not your present password.";
    return refuseForm(c, 400, { reason: "wrong", message, field: "currentPassword" });
  }
  await verdict.takeBack();
  await recordEntry(services.db, {
    workspaceId: person.workspaceId,
    actor: actorName(person),
    action: "me.changePassword",
    target: `user:${person.id}`,
    details: "{}",
    clientAddress: services.clientAddress(c),
  });
  passCookies(c, response);
  return c.json({ ok: true });
}
