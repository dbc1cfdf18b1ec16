import { findAccount } from "@riposte/db";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { actorName } from "../context.ts";
import type { Services } from "../services.ts";
import { makeDeviceCookie, readDeviceCookie } from "./device-cookie.ts";
import { email } from "./email.ts";
import { readForm, refuseForm } from "./form-answer.ts";
import { handOn, passCookies } from "./hand-on.ts";
import { PASSWORD_LENGTH } from "./password.ts";
import { cookieRules } from "./session-cookie.ts";
import { isNews, trySignIn } from "./try-limits.ts";
import { recordEntry } from "../audit/record-change.ts";

const signInInput = z
  .object({ email, password: z.string().min(1, "Say your password.").max(PASSWORD_LENGTH.most) })
  .strict();

const DEVICE_SECONDS = 400 * 24 * 60 * 60;

/** The same answer, after the same work, whether the account or the password is wrong. */
export async function signIn(c: Context, services: Services): Promise<Response> {
  const input = await readForm(c, signInInput);
  if (input instanceof Response) return input;
  const { db, cookieSecret, publicUrl } = services;
  const { deviceName, secure } = cookieRules(publicUrl);
  const device = readDeviceCookie(cookieSecret, input.email, getCookie(c, deviceName));
  const address = services.clientAddress(c);

  const verdict = await trySignIn(db, { email: input.email, address, device });
  if (!verdict.ok) {
    services.log.warn({ address }, "too many sign-ins were tried");
    recordUnawaited(services, { email: input.email, address, outcome: "not_tried" });
    c.header("retry-after", String(verdict.retryAfterSeconds));
    const minutes = Math.ceil(verdict.retryAfterSeconds / 60);
    const message = `Too many tries. Wait ${minutes === 1 ? "a minute" : `${minutes} minutes`}, then try again.`;
    return refuseForm(c, 429, { reason: "too_many_tries", message });
  }
  const response = await handOn(c, services, { endpoint: "/sign-in/email", body: input });
  if (!response.ok) {
    recordUnawaited(services, { email: input.email, address, outcome: "wrong" });
    services.log.warn({ address }, "a sign-in was refused");
    return refuseForm(c, 401, { reason: "wrong", message: "The e-mail or the password is wrong." });
  }
  const recorded = record(services, { email: input.email, address, outcome: "good" });
  await Promise.all([recorded, verdict.takeBack()]);
  passCookies(c, response);
  setCookie(c, deviceName, makeDeviceCookie(cookieSecret, input.email), {
    httpOnly: true,
    sameSite: "Strict",
    path: "/",
    secure,
    maxAge: DEVICE_SECONDS,
  });
  return c.json({ ok: true });
}

interface SignInRecord {
  readonly email: string;
  readonly address: string;
  /** `not_tried`: after too many, no password was looked at. */
  readonly outcome: "good" | "wrong" | "not_tried";
}

/** Nobody waits for it: that it takes longer for an account that exists would tell which do. */
function recordUnawaited(services: Services, refused: SignInRecord): void {
  record(services, refused).catch((error: unknown) =>
    services.log.error({ err: error }, "a refused sign-in is not in the audit log"),
  );
}

/**
 * An e-mail that nobody has belongs to no workspace, so that no audit log has a place for it. What was not tried is
 * told once for each window and address: it could be asked for without end.
 */
async function record({ db }: Services, { email: tried, address, outcome }: SignInRecord): Promise<void> {
  const account = await findAccount(db, tried);
  if (account === null) return;
  if (outcome === "not_tried" && !(await isNews(db, { email: tried, address }))) return;
  await recordEntry(db, {
    workspaceId: account.workspaceId,
    actor: actorName({ kind: "person", name: tried }),
    action: outcome === "good" ? "me.signIn" : "me.signInRefused",
    target: `user:${account.id}`,
    details: outcome === "not_tried" ? '{"why":"too_many_tries"}' : "{}",
    clientAddress: address,
  });
}
