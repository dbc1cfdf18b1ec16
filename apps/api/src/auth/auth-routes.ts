import { findLink, getWorkspace, hasAdmin } from "@riposte/db";
import { Hono } from "hono";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import { awayWords, isDatabaseAway } from "../database-away.ts";
import { plainName } from "../plain-name.ts";
import { promptly } from "../promptly.ts";
import type { Services } from "../services.ts";
import { HTTP_STATUS, UserError } from "../user-error.ts";
import { acceptLink } from "./accept-link.ts";
import { changePassword } from "./change-password.ts";
import { email } from "./email.ts";
import { readForm, refuseForm } from "./form-answer.ts";
import { newPassword } from "./password.ts";
import { refuseForeignOrigin } from "./same-origin.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";

const BODY_LIMIT = 16_384;

const linkInput = z.object({ token: z.string().min(1).max(200) }).strict();

const acceptInput = linkInput
  .extend({
    name: plainName.trim().min(1, "Say your name.").max(100, "A name has at most 100 characters.").optional(),
    email: email.optional(),
    password: newPassword,
  })
  .strict();

/** `/auth/*`: the way to a session. Only what is named here is served; better-auth's other endpoints are not. */
export function authRoutes(services: Services): Hono {
  const routes = new Hono();
  routes.get("/status", async (c) => c.json({ setUp: await promptly(hasAdmin(services.db)) }));
  routes.use(async (c, next) => {
    if (c.req.method !== "POST") return next();
    const refusal = refuseForeignOrigin(c.req.raw.headers, services.origins);
    if (refusal !== null) return refuseForm(c, 403, { reason: "foreign_origin", message: refusal });
    return next();
  });
  routes.use(bodyLimit({ maxSize: BODY_LIMIT }));
  routes.post("/sign-in/email", (c) => signIn(c, services));
  routes.post("/sign-out", (c) => signOut(c, services));
  routes.post("/change-password", (c) => changePassword(c, services));
  routes.post("/link", (c) => describeLink(c, services));
  routes.post("/link/accept", (c) => accept(c, services));
  routes.onError((error, c) => {
    if (error instanceof UserError) {
      const { message, field, kind } = error;
      return refuseForm(c, HTTP_STATUS[kind], { reason: kind, message, field: field ?? undefined });
    }
    if (!isDatabaseAway(error)) throw error;
    services.log.warn({ err: error }, "nobody can sign in: the database is away");
    return refuseForm(c, 503, { reason: "unavailable", message: awayWords(error) });
  });
  return routes;
}

/** What the page says of a link before it is used. By POST, so that the token stands in no address. */
async function describeLink(c: Context, { db }: Services): Promise<Response> {
  const input = await readForm(c, linkInput);
  if (input instanceof Response) return input;
  const link = await promptly(findLink(db, input.token));
  if (link === null) {
    const message =
      "This link is of no use any more: it was used, revoked or is too old. Ask an admin for a new one.";
    return refuseForm(c, 404, { reason: "not_found", message });
  }
  const workspace = await promptly(getWorkspace(db, link.workspaceId));
  const { purpose, email: to, role, expiresAt } = link;
  return c.json({
    purpose,
    email: to,
    role,
    workspace: workspace?.name ?? "",
    expiresAt: expiresAt.toISOString(),
  });
}

async function accept(c: Context, services: Services): Promise<Response> {
  const input = await readForm(c, acceptInput);
  if (input instanceof Response) return input;
  const clientAddress = services.clientAddress(c);
  const { token, password, name = null, email: said = null } = input;
  const accepted = await acceptLink(services.db, { token, password, name, email: said, clientAddress });
  return c.json({ email: accepted });
}
